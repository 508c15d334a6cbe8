package dev.ratecast.model;

class RegistryInMemoryTest extends ModelRegistryContract {
    @Override
    protected ModelRegistry empty() {
        return new RegistryInMemory();
    }
}
