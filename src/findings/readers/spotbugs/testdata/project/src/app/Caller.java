package app;

import lib.Helper;

public final class Caller extends Helper {
    public int hash() {
        return new Helper().name().hashCode();
    }
}
