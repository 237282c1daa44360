/* SPDX-License-Identifier: MIT */
#include "common/ask/key.h"

#include <openssl/evp.h>

#include "common/base/diag.h"

static void
hash(unsigned char key[KEY_BYTES], struct str a, struct str b)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (c == NULL || EVP_DigestInit_ex(c, EVP_sha256(), NULL) != 1 ||
	    EVP_DigestUpdate(c, a.p, a.n) != 1 ||
	    EVP_DigestUpdate(c, b.p, b.n) != 1 ||
	    EVP_DigestFinal_ex(c, key, NULL) != 1)
		diag_die(STATUS_IO, "SHA-256 cannot be computed");
	EVP_MD_CTX_free(c);
}

void
key_make(unsigned char key[KEY_BYTES], struct str text)
{
	hash(key, text, STR(""));
}

void
key_at(unsigned char key[KEY_BYTES], struct str server,
    const unsigned char of[KEY_BYTES])
{
	hash(key, str_of((const char *)of, KEY_BYTES), server);
}
