/* SPDX-License-Identifier: MIT */
/* Folders that tests make for themselves. */
#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Removes a folder with its files; those in folders of it stay, and it with them. */
static void folder_remove(const char *path)
{
	DIR *files = opendir(path);
	struct dirent *file;
	char name[512];

	while (files != NULL && (file = readdir(files)) != NULL) {
		snprintf(name, sizeof(name), "%s/%s", path, file->d_name);
		if (strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0)
			(void)unlink(name);
	}
	if (files != NULL)
		closedir(files);
	(void)rmdir(path);
}

#endif
