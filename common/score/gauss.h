/* SPDX-License-Identifier: MIT */
/* The standard normal distribution. */
#ifndef FT_SCORE_GAUSS_H
#define FT_SCORE_GAUSS_H

/* z of an interval of 95 %, and of a power of 80 %. */
#define GAUSS_95       1.959963984540054
#define GAUSS_POWER_80 0.8416212335729143

/* The share of it below z. */
double gauss_below(double z);

/* Below which z that share of it is; the share is above 0 and below 1. */
double gauss_at(double share);

#endif
