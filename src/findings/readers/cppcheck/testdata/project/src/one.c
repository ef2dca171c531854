int first(void)
{
    const int values[2] = {1, 2};
    return values[2];
}
