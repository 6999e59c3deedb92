#include "server/crypto/encrypted_message.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "server/crypto/base64.h"
#include "tests/support/fake_random.h"

namespace rockpool::crypto {
namespace {

const WrappingKey kWrapping{"rockpool", "local", std::string(32, 'w')};
const EncryptionContext kContext{{"userpool-id", "us-east-1_Example"}, {"a", "\u00fc"}};

// What another program, written after the developer guide, finds in the message; nothing where it does not open it.
std::string Opened(const std::string& message, const std::string& key_kind, const std::string& key) {
  std::string file = std::filesystem::temp_directory_path() / "rockpool_message_XXXXXX";
  close(mkstemp(file.data()));
  std::ofstream(file) << R"({"message":")" << Base64Encode(message) << R"(",")" << key_kind << R"(":")" << Base64Encode(key) << "\"}";
  const std::string command =
      std::string("python3 -B ") + ROCKPOOL_SOURCE_DIR + "/tests/unit/crypto/open_encrypted_message.py < " + file + " 2>/dev/null";
  std::string printed;
  FILE* const program = popen(command.c_str(), "r");
  std::array<char, 4096> part{};
  while (const std::size_t size = fread(part.data(), 1, part.size(), program)) {
    printed.append(part.data(), size);
  }
  pclose(program);
  std::filesystem::remove(file);
  return printed;
}

TEST(EncryptedMessage, IsOpenedByAnotherProgramThatHasTheWrappingKey) {
  support::FakeRandom random;
  const std::string message = SealMessage(DrawDataKey(kWrapping, kContext, random), kContext, "123456", random);
  EXPECT_EQ(Opened(message, "wrapping_key", kWrapping.key),
            "{\"plaintext\": \"123456\", \"provider\": \"rockpool\", \"key\": \"local\", \"context\": {\"a\": \"\\u00fc\", "
            "\"userpool-id\": \"us-east-1_Example\"}}\n");
}

TEST(EncryptedMessage, IsOpenedByAnotherProgramThatHasTheDataKeyOfAService) {
  support::FakeRandom random;
  const std::string arn = "arn:aws:kms:us-east-1:123456789012:key/1";
  const DataKey key{std::string(32, 'd'), {"aws-kms", arn, "only the service knows"}};
  EXPECT_EQ(Opened(SealMessage(key, {}, "P4ss \u00fc", random), "data_key", key.plaintext),
            "{\"plaintext\": \"P4ss \\u00fc\", \"provider\": \"aws-kms\", \"key\": \"" + arn + "\", \"context\": {}}\n");
}

TEST(EncryptedMessage, IsNotOpenedAfterAnyPartOfItWasChanged) {
  support::FakeRandom random;
  const std::string message = SealMessage(DrawDataKey(kWrapping, kContext, random), kContext, "123456", random);
  for (const std::size_t at : {std::size_t{4}, message.find("Example"), message.find("local") + 30, message.size() - 20}) {
    std::string changed = message;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_EQ(Opened(changed, "wrapping_key", kWrapping.key), "") << at;
  }
}

TEST(EncryptedMessage, SaysNothingOfItsPlaintextAndIsNeverTheSame) {
  support::FakeRandom random;
  const DataKey key = DrawDataKey(kWrapping, kContext, random);
  const std::string message = SealMessage(key, kContext, "a temporary password", random);
  EXPECT_EQ(message.find("password"), std::string::npos);
  EXPECT_EQ(message.find(key.plaintext), std::string::npos);
  EXPECT_NE(message, SealMessage(key, kContext, "a temporary password", random));
}

TEST(EncryptedMessage, HasBounds) {
  support::FakeRandom random;
  const DataKey key = DrawDataKey(kWrapping, {}, random);
  EXPECT_NO_THROW(SealMessage(key, {}, std::string(kMaxSealedBytes, 'a'), random));
  EXPECT_THROW(SealMessage(key, {}, std::string(kMaxSealedBytes + 1, 'a'), random), std::invalid_argument);
  EXPECT_THROW(SealMessage(key, {{"a", std::string(65'536, 'a')}}, "a", random), std::invalid_argument);
  EXPECT_THROW(SealMessage({std::string(16, 'd'), key.encrypted}, {}, "a", random), std::invalid_argument);
}

}  // namespace
}  // namespace rockpool::crypto
