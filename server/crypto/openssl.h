// Ownership and failure of OpenSSL's objects, for the sources of this folder alone: nobody else sees a type of OpenSSL.
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

namespace rockpool::crypto {

template <auto kFree>
struct OpensslDeleter {
  template <class Object>
  void operator()(Object* object) const {
    kFree(object);
  }
};

template <class Object, auto kFree>
using OpensslPointer = std::unique_ptr<Object, OpensslDeleter<kFree>>;

using BioPointer = OpensslPointer<BIO, BIO_free_all>;
using BignumPointer = OpensslPointer<BIGNUM, BN_free>;
using CertificatePointer = OpensslPointer<X509, X509_free>;
using DigestPointer = OpensslPointer<EVP_MD, EVP_MD_free>;
using ExtensionPointer = OpensslPointer<X509_EXTENSION, X509_EXTENSION_free>;
using KeyPointer = OpensslPointer<EVP_PKEY, EVP_PKEY_free>;
using KeyContextPointer = OpensslPointer<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

// Throws std::runtime_error with what OpenSSL says of its latest error, and empties its queue of errors, which the next user of this
// thread (TLS) would take for its own.
[[noreturn]] void ThrowOpensslError(std::string_view what);

// Throws as above unless `succeeded`.
inline void Require(bool succeeded, std::string_view what) {
  if (!succeeded) ThrowOpensslError(what);
}

// Looked up by its name once: each look-up takes longer than a short digest. Lives as long as the process.
const EVP_MD* Sha256Algorithm();

// Keys and certificates as PEM text, for the sources of this folder alone.

// The first unencrypted private key in `pem`; nullptr if there is none. Nobody is asked for a passphrase.
KeyPointer PrivateKeyIn(std::string_view pem);

// The first public key (SubjectPublicKeyInfo) in `pem`; nullptr if there is none.
KeyPointer PublicKeyIn(std::string_view pem);

// The first certificate in `pem`; nullptr if there is none.
CertificatePointer CertificateIn(std::string_view pem);

// Unencrypted PKCS#8: a secret. Throws std::runtime_error if OpenSSL fails, and so do the others.
std::string PemOf(EVP_PKEY* key);
std::string PemOf(X509* certificate);

// The public half of `key`, as SubjectPublicKeyInfo.
std::string PublicPemOf(EVP_PKEY* key);

}  // namespace rockpool::crypto
