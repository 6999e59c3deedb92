// Encrypted assertions made by OpenSSL alone, in ways that rockpool reads and in ways that it must not.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/crypto/rsa_key.h"

namespace rockpool::xml {

struct Ways {
  std::string cipher = "aes256-gcm";  // the end of its name in XML Encryption
  std::string wrapping = "rsa-oaep-mgf1p";
  std::string digest = "sha1";
  std::string mask = "sha1";                            // said only with "rsa-oaep"
  std::string label = {};                               // base64
  std::optional<std::size_t> key_bytes = std::nullopt;  // another length than the cipher's: the wrapped key is cut, or made longer
  bool key_stands_beside = false;
  int keys = 1;  // the last one is good
};

// <saml:EncryptedAssertion>, whose prefix is declared around it.
std::string EncryptAs(std::string_view text, const Ways& ways, const crypto::RsaKey& reader);

}  // namespace rockpool::xml
