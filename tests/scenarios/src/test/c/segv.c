/* segv: dies of SIGSEGV (SEGV_MAPERR at 0x10), three calls deep, so that there is a stack to name. */
static volatile int *volatile nowhere = (int *)0x10;

__attribute__((noinline)) static void pour(void) { *nowhere = 1; }
__attribute__((noinline)) static void mix(void) { pour(); __asm__ volatile(""); }

int main(void)
{
    mix();
    return 0;
}
