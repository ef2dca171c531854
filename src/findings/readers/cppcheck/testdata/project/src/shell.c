#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A line with other than ASCII before the call. */
int run(const char *name)
{
    const char *label = "é😀"; char buffer[64]; sprintf(buffer, "ls %s", name);
    printf(label);
    return system(buffer);
}

int read_all(const char *path)
{
    char line[8];
    if (access(path, R_OK) != 0) {
        return -1;
    }
    FILE *file = fopen(path, "r");
    if (fgets(line, 80, file) == NULL) {
        return 0;
    }
    return (int)strlen(line);
}

int ignored(char *target, const char *source)
{
    strcat(target, source); /* Flawfinder: ignore */
    return 0;
}
