// Keys that somebody made so that they all have one hash: they are told apart, and cost no more than others.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstdint>
#include <cstring>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>

#include "server/protocol/body.h"

namespace rockpool::protocol {
namespace {

// The hash of libstdc++ takes in eight bytes after another, `hash = (hash ^ Mixed(bytes)) * kFactor`, and each step can be taken back: the
// second eight bytes can undo what the first eight changed.
constexpr std::uint64_t kFactor = 0xc6a4a7935bd1e995;

std::uint64_t ShiftMixed(std::uint64_t value) { return value ^ (value >> 47); }
std::uint64_t Mixed(std::uint64_t value) { return ShiftMixed(value * kFactor) * kFactor; }

std::uint64_t InverseOfFactor() {
  std::uint64_t inverse = kFactor;  // right in the lowest three bits, and in twice as many after each step of Newton's
  for (int step = 0; step < 5; ++step) {
    inverse *= 2 - kFactor * inverse;
  }
  return inverse;
}
std::uint64_t Unmixed(std::uint64_t value) { return ShiftMixed(value * InverseOfFactor()) * InverseOfFactor(); }

std::string KeyOfTheOneHash(std::uint64_t number) {
  constexpr std::uint64_t kSeed = 0xc70f6907;
  constexpr std::uint64_t kLength = 2 * sizeof number;
  const std::uint64_t after_first = ((kSeed ^ (kLength * kFactor)) ^ Mixed(number)) * kFactor;
  const std::uint64_t second = Unmixed(after_first);  // leaves zero, whatever the number
  std::string key(kLength, '\0');
  std::memcpy(key.data(), &number, sizeof number);
  std::memcpy(key.data() + sizeof number, &second, sizeof second);
  return key;
}

TEST(EqualHashes, AreWhatTheKeysOfThisTestHave) {
  const std::hash<std::string_view> hash;
  EXPECT_EQ(hash(KeyOfTheOneHash(1)), hash(KeyOfTheOneHash(2)));
  EXPECT_NE(KeyOfTheOneHash(1), KeyOfTheOneHash(2));
}

TEST(EqualHashes, AreNoEqualKeysAndCostNoMore) {
  constexpr std::uint64_t kKeys = 60'000;
  rapidjson::Document document(rapidjson::kObjectType);
  for (std::uint64_t i = 0; i < kKeys; ++i) {
    const std::string key = KeyOfTheOneHash(i % (kKeys - 1));  // the first key comes once more, at the end
    document.AddMember(rapidjson::Value(key.data(), static_cast<unsigned>(key.size()), document.GetAllocator()), rapidjson::Value(i),
                       document.GetAllocator());
  }
  const std::clock_t start = std::clock();
  KeepLastOfEqualKeys(document);
  EXPECT_LT(std::clock() - start, 3 * CLOCKS_PER_SEC) << "of processor time";
  ASSERT_EQ(document.MemberCount(), kKeys - 1);
  EXPECT_EQ(document.MemberBegin()->value.GetUint64(), 1U);
  EXPECT_EQ((document.MemberEnd() - 1)->value.GetUint64(), kKeys - 1);
}

}  // namespace
}  // namespace rockpool::protocol
