#include "server/crypto/encrypted_message.h"

#include <cstdint>
#include <stdexcept>

#include "server/crypto/aes_gcm.h"

namespace rockpool::crypto {
namespace {

constexpr std::size_t kMessageIdBytes = 16;
constexpr std::uint32_t kFrame = 1;  // the only one, and so the final one
constexpr std::uint32_t kFinalFrame = 0xFFFFFFFF;
constexpr std::string_view kAlgorithm("\x01\x78", 2);
constexpr std::string_view kFinalFrameContent = "AWSKMSEncryptionClient Final Frame";

// Everything is big-endian.
template <class Number>
void AppendNumber(std::string& bytes, Number number) {
  for (std::size_t left = sizeof(Number); left > 0; --left) {
    bytes += static_cast<char>(static_cast<unsigned char>(number >> ((left - 1) * 8)));
  }
}

// With its length before it.
void AppendField(std::string& bytes, std::string_view field) {
  if (field.size() > UINT16_MAX) {
    throw std::invalid_argument("a field of an encrypted message is over 65,535 bytes");
  }
  AppendNumber(bytes, static_cast<std::uint16_t>(field.size()));
  bytes += field;
}

// Nothing at all of an empty one.
std::string Serialized(const EncryptionContext& context) {
  std::string bytes;
  if (context.empty()) {
    return bytes;
  }
  AppendNumber(bytes, static_cast<std::uint16_t>(context.size()));
  for (const auto& [name, value] : context) {
    AppendField(bytes, name);
    AppendField(bytes, value);
  }
  return bytes;
}

std::string Drawn(util::Random& random, std::size_t size) {
  std::string bytes(size, '\0');
  random.Fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  return bytes;
}

// No vector serves a key twice: each message has a key of its own, derived by its id, in which the header is 0 and the frame 1.
std::string VectorOf(std::uint32_t sequence_number) {
  std::string iv(kGcmIvBytes - sizeof(sequence_number), '\0');
  AppendNumber(iv, sequence_number);
  return iv;
}

std::string Header(const EncryptedDataKey& key, const EncryptionContext& context, std::string_view message_id) {
  std::string header("\x01\x80", 2);  // version 1, customer authenticated encrypted data
  header += kAlgorithm;
  header += message_id;
  AppendField(header, Serialized(context));
  AppendNumber(header, std::uint16_t{1});  // encrypted data keys
  AppendField(header, key.provider_id);
  AppendField(header, key.provider_info);
  AppendField(header, key.ciphertext);
  header += '\x02';                        // framed
  AppendNumber(header, std::uint32_t{0});  // reserved
  AppendNumber(header, static_cast<std::uint8_t>(kGcmIvBytes));
  AppendNumber(header, static_cast<std::uint32_t>(kMaxSealedBytes));
  return header;
}

std::string FrameAad(std::string_view message_id, std::size_t length) {
  std::string aad(message_id);
  aad += kFinalFrameContent;
  AppendNumber(aad, kFrame);
  AppendNumber(aad, std::uint64_t{length});
  return aad;
}

}  // namespace

DataKey DrawDataKey(const WrappingKey& wrapping, const EncryptionContext& context, util::Random& random) {
  DataKey key;
  key.plaintext = Drawn(random, kAesKeyBytes);
  key.encrypted.provider_id = wrapping.name_space;
  const std::string iv = Drawn(random, kGcmIvBytes);
  key.encrypted.provider_info = wrapping.name;
  AppendNumber(key.encrypted.provider_info, static_cast<std::uint32_t>(kGcmTagBytes * 8));
  AppendNumber(key.encrypted.provider_info, static_cast<std::uint32_t>(kGcmIvBytes));
  key.encrypted.provider_info += iv;
  key.encrypted.ciphertext = SealAes256Gcm(wrapping.key, iv, Serialized(context), key.plaintext);
  return key;
}

std::string SealMessage(const DataKey& key, const EncryptionContext& context, std::string_view plaintext, util::Random& random) {
  if (plaintext.size() > kMaxSealedBytes || key.plaintext.size() != kAesKeyBytes) {
    throw std::invalid_argument("a message of at most 4,096 bytes and a data key of 32 are wanted");
  }
  const std::string message_id = Drawn(random, kMessageIdBytes);
  const std::string derived = DeriveAesKey(key.plaintext, std::string(kAlgorithm) + message_id);
  std::string message = Header(key.encrypted, context, message_id);
  const std::string header_tag = SealAes256Gcm(derived, VectorOf(0), message, "");
  message += VectorOf(0) + header_tag;
  AppendNumber(message, kFinalFrame);
  AppendNumber(message, kFrame);
  message += VectorOf(kFrame);
  AppendNumber(message, static_cast<std::uint32_t>(plaintext.size()));
  return message + SealAes256Gcm(derived, VectorOf(kFrame), FrameAad(message_id, plaintext.size()), plaintext);
}

}  // namespace rockpool::crypto
