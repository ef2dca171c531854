package app;

import java.util.Random;

public final class Token {
    private final Random random = new Random();

    public int next() {
        return random.nextInt();
    }
}
