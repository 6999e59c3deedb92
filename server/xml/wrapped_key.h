// The key of what is encrypted, which travels beside it under the reader's own.
#pragma once

#include <optional>
#include <string>

#include "server/crypto/rsa_key.h"
#include "server/xml/document.h"

namespace rockpool::xml {

// The bytes of the AES key of `data` (an EncryptedData), as long as its cipher wants them, out of one of the EncryptedKeys in its KeyInfo
// or beside it in `around`. nullopt if the reader's key unwraps none of them, for other ciphers, for other wrappings than RSA-OAEP, and for
// more keys than a message needs.
std::optional<std::string> KeyFor(const Element& around, const Element& data, const crypto::RsaKey& key);

}  // namespace rockpool::xml
