# SPDX-License-Identifier: MIT
"""A fake of the provider's API, for tests: see ../README."""
