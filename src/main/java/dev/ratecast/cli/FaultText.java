package dev.ratecast.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is said of a fault that ended a command. */
final class FaultText {
    private FaultText() {}

    /** What ended a run: the fault's words, and those of the fault at its root where they are not among them. */
    static String withReason(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String said = of(fault);
        String reason = of(root);
        if (root.getMessage() == null || said.contains(reason) || said.contains(root.toString())) {
            return said;
        }
        return said + (said.endsWith(".") ? " " : ": ") + reason;
    }

    /** The fault's own words; a sentence where those are a path alone, as with faults of the file system. */
    static String of(Throwable fault) {
        String message = fault.getMessage();
        Throwable cause = fault.getCause();
        if (fault instanceof UncheckedIOException
                && cause != null
                && cause.toString().equals(message)) {
            return of(cause);
        }
        if (fault instanceof OutOfMemoryError) {
            // What lies outside the heap names itself, such as threads and native memory.
            boolean heap = message == null || message.startsWith("Java heap") || message.startsWith("GC overhead");
            return heap ? "not enough heap: raise -Xmx" : "not enough memory: " + message;
        }
        if (fault instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (fault instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (fault instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " is there already";
        }
        if (fault instanceof NotDirectoryException file) {
            return file.getFile() + " is no folder";
        }
        return message == null ? fault.toString() : message;
    }
}
