// SPDX-License-Identifier: GPL-2.0
/* Loading this module writes to address NULL. For virtual machines that are meant to die. */
#include <linux/module.h>

static volatile int *nowhere;

static noinline void kaboom_null(void)
{
	*nowhere = 1;
}

static int __init kaboom_init(void)
{
	kaboom_null();
	return 0;
}

module_init(kaboom_init);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("fails on purpose");
