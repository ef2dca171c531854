package app;

/** Adds numbers. */
public final class Clean {
    private Clean() {
    }

    public static int add(int left, int right) {
        return left + right;
    }
}
