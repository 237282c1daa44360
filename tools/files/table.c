/* SPDX-License-Identifier: MIT */
#include "tools/files/files.h"

void
table_init(struct grid *g)
{
	static const char *const titles[] = {
	    "id", "bytes", "created (UTC)", "purpose", "status", "name"};

	grid_init(g, "lrllll");
	for (size_t i = 0; i < LENGTH(titles); i++)
		grid_cell(g, str_c(titles[i]));
}

void
table_add(struct grid *g, const struct api_file *file)
{
	grid_text(g, file->id);
	grid_number(g, file->bytes);
	grid_time(g, file->created_at);
	grid_text(g, file->purpose);
	grid_text(g, file->status);
	grid_text(g, file->filename);
}
