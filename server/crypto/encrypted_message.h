// Messages in the format of the AWS Encryption SDK, which its libraries in all languages decrypt: version 1, with the algorithm suite
// 0x0178 (AES-256-GCM, HKDF with SHA-256, neither key commitment nor signature), in one frame.
//
// Sources: AWS Encryption SDK Developer Guide, "Message format reference", "Body AAD reference" and "Algorithms reference"; of what wraps a
// data key, awslabs/aws-encryption-sdk-specification, framework/raw-aes-keyring.md. Why it is no library:
// docs/decisions/0016-codes-for-custom-senders.md.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "server/util/random.h"

namespace rockpool::crypto {

// Authenticated, not secret, and readable by everybody; in the order of its names' bytes.
using EncryptionContext = std::map<std::string, std::string, std::less<>>;

// A data key as the message carries it: what a key service, or whoever has the wrapping key, makes the data key of again.
struct EncryptedDataKey {
  std::string provider_id;    // "aws-kms", or the namespace of a raw key
  std::string provider_info;  // which key: of aws-kms its ARN
  std::string ciphertext;
};

struct DataKey {
  std::string plaintext;  // a secret of 32 bytes
  EncryptedDataKey encrypted;
};

// A key that wraps data keys itself, known to its reader by namespace and name (the SDK's raw AES keyring).
struct WrappingKey {
  std::string name_space;
  std::string name;
  std::string key;  // 32 bytes
};

inline constexpr std::size_t kMaxSealedBytes = 4096;

// A fresh data key under `wrapping`, for messages of that context alone.
DataKey DrawDataKey(const WrappingKey& wrapping, const EncryptionContext& context, util::Random& random);

// The message's bytes. Throws std::invalid_argument for more than kMaxSealedBytes, a data key of another length, and a context or key whose
// parts are over 65,535 bytes.
std::string SealMessage(const DataKey& key, const EncryptionContext& context, std::string_view plaintext, util::Random& random);

}  // namespace rockpool::crypto
