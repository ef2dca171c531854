#include <cstdlib>
#include <cstring>

int leak(int size)
{
    const char *label = "é😀"; int *data = nullptr; *data = size;
    char *block = static_cast<char *>(std::malloc(size));
    std::memset(block, 0, size);
    int uninitialised;
    return uninitialised + (label != nullptr ? 1 : 0);
}

int divide(int value)
{
    int numbers[4] = {1, 2, 3, 4};
    if (value == 0) {
        return 100 / value;
    }
    return numbers[4] + value;
}
