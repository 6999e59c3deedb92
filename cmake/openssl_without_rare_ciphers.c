// Stands in for the parts of OpenSSL that the static program leaves out, which so is a quarter of a megabyte smaller. Debian's archive has
// each in objects of its own, and OpenSSL's tables, which name them, would bring all of them along.
//
// - The ciphers ARIA, Camellia, SEED and SM4. Nothing of ours names them; of TLS they are suites that every peer has others beside. OpenSSL
//   takes a cipher without functions for one that it has not.
// - AES in CBC mode with its HMAC in one go, for TLS 1.2 and older. OpenSSL takes the two one after the other, as it does on processors
//   without the instructions for it.
// - Engines for VIA's processors and for Linux's own AF_ALG, which are loaded where somebody asks for them, and nobody does.
#include <stddef.h>

// OSSL_DISPATCH: this one ends the list.
struct Function {
  int id;
  void (*function)(void);
};
extern const struct Function kNoFunctions[1];
const struct Function kNoFunctions[1] = {{0, NULL}};

// The same ciphers have functions of OpenSSL's older interface, whose tables pass over NULL.
const void* OpensslHasNone(void);
const void* OpensslHasNone(void) { return NULL; }

#define NO_CIPHER(name) extern const struct Function ossl_##name##_functions[1] __attribute__((alias("kNoFunctions")))
#define NONE(name) extern const void* EVP_##name(void) __attribute__((alias("OpensslHasNone")))

// A block cipher with a key of that many bits, in each of its modes.
#define NO_BLOCK_CIPHER(name, bits) \
  NO_CIPHER(name##bits##cbc);       \
  NO_CIPHER(name##bits##cfb);       \
  NO_CIPHER(name##bits##cfb1);      \
  NO_CIPHER(name##bits##cfb8);      \
  NO_CIPHER(name##bits##ctr);       \
  NO_CIPHER(name##bits##ecb);       \
  NO_CIPHER(name##bits##ofb);       \
  NONE(name##_##bits##_cbc);        \
  NONE(name##_##bits##_cfb128);     \
  NONE(name##_##bits##_cfb1);       \
  NONE(name##_##bits##_cfb8);       \
  NONE(name##_##bits##_ctr);        \
  NONE(name##_##bits##_ecb);        \
  NONE(name##_##bits##_ofb)

#define NO_ARIA(bits)          \
  NO_BLOCK_CIPHER(aria, bits); \
  NO_CIPHER(aria##bits##ccm);  \
  NO_CIPHER(aria##bits##gcm);  \
  NONE(aria_##bits##_ccm);     \
  NONE(aria_##bits##_gcm)

#define NO_CAMELLIA(bits)          \
  NO_BLOCK_CIPHER(camellia, bits); \
  NO_CIPHER(camellia##bits##cbc_cts)

#define NO_AES_WITH(hash)                            \
  NO_CIPHER(aes128cbc_hmac_##hash);                  \
  NO_CIPHER(aes256cbc_hmac_##hash);                  \
  NONE(aes_128_cbc_hmac_##hash);                     \
  NONE(aes_256_cbc_hmac_##hash);                     \
  int ossl_cipher_capable_aes_cbc_hmac_##hash(void); \
  int ossl_cipher_capable_aes_cbc_hmac_##hash(void) { return 0; }

NO_ARIA(128);
NO_ARIA(192);
NO_ARIA(256);

NO_CAMELLIA(128);
NO_CAMELLIA(192);
NO_CAMELLIA(256);

NONE(seed_cbc);
NONE(seed_cfb128);
NONE(seed_ecb);
NONE(seed_ofb);

NO_CIPHER(sm4128cbc);
NO_CIPHER(sm4128cfb128);
NO_CIPHER(sm4128ctr);
NO_CIPHER(sm4128ecb);
NO_CIPHER(sm4128ofb128);
NONE(sm4_cbc);
NONE(sm4_cfb128);
NONE(sm4_ctr);
NONE(sm4_ecb);
NONE(sm4_ofb);

NO_AES_WITH(sha1)
NO_AES_WITH(sha256)

void engine_load_padlock_int(void);
void engine_load_afalg_int(void);

void engine_load_padlock_int(void) {}

void engine_load_afalg_int(void) {}
