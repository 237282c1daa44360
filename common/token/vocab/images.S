/* SPDX-License-Identifier: MIT */
/* The images of the vocabularies, as bytes in the program. */
.macro image name
	.balign	64
	.globl	image_\name
	.hidden	image_\name
	.type	image_\name, %object
image_\name:
	.incbin	"\name\().image"
	.size	image_\name, . - image_\name
.endm

	.section .rodata
	image	cl100k_base
	image	o200k_base
	image	p50k_base
	image	r50k_base

	.section .note.GNU-stack, "", %progbits
