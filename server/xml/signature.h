// XML signatures, by xmlsec1: enveloped ones over one element with an ID. Never on an I/O thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/crypto/public_key.h"
#include "server/crypto/rsa_key.h"
#include "server/xml/document.h"

namespace rockpool::xml {

// With how many keys a signature is tried: each one costs as much as the canonical form of what is signed.
inline constexpr std::size_t kMostKeys = 10;

// Whether a ds:Signature is a child of the element.
bool IsSigned(const Element& element);

// What one of the keys has signed of the element, in canonical form: read that, and nothing else of the document. nullopt unless the
// element has exactly one signature, with one reference to the element's own ID, which nobody else in the document has, with allowed
// transforms and algorithms (exclusive c14n; RSA with SHA-1, 256, 384, 512; ECDSA with SHA-256), and one of the first kMostKeys keys has
// made it. KeyInfo is not read. Any thread.
std::optional<std::string> SignedBytes(const Document& document, const Element& element, std::span<const crypto::PublicKey> keys);

// The text with an enveloped signature (RSA-SHA256, exclusive c14n) as the second child of the element that has this ID, behind its Issuer,
// and the certificate (base64 DER) in KeyInfo. `xml` is our own: throws std::runtime_error if it has no such element.
std::string Sign(std::string_view xml, std::string_view id, const crypto::RsaKey& key, std::string_view certificate);

}  // namespace rockpool::xml
