package dev.ratecast.training;

/** Is told how far a training run is, and says nothing. */
public final class Silence implements TrainingProgress {
    @Override
    public void onReplayed(int row, int rows) {}

    @Override
    public void onRefit(int examples) {}

    @Override
    public void onMember(int epochs, int fitted, int members, double validationRmse) {}
}
