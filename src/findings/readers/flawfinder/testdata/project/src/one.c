#include <stdlib.h>

int shell(const char *command)
{
    return system(command);
}
