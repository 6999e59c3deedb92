#include "server/util/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace rockpool::util {
namespace {

// Hands out the bytes of a script, and after its end zero bytes.
class ScriptedRandom final : public Random {
 public:
  explicit ScriptedRandom(std::vector<unsigned char> script) : script_(std::move(script)) {}

  void Fill(std::span<unsigned char> bytes) override {
    for (unsigned char& byte : bytes) byte = position_ < script_.size() ? script_[position_++] : 0;
  }

 private:
  std::vector<unsigned char> script_;
  std::size_t position_ = 0;
};

TEST(RandomText, DrawsEachByteFromTheAlphabet) {
  ScriptedRandom random({0, 1, 2, 3, 4, 254});
  EXPECT_EQ(RandomText(random, "abc", 6), "abcabc");
}

TEST(RandomText, ThrowsAwayBytesThatWouldFavourTheFirstCharacters) {
  ScriptedRandom random({255, 1, 255, 2});
  EXPECT_EQ(RandomText(random, "abc", 2), "bc");
}

TEST(RandomText, UsesEveryByteWhereTheAlphabetDividesThem) {
  ScriptedRandom random({255, 254});
  EXPECT_EQ(RandomText(random, "01", 2), "10");
}

TEST(RandomText, HasTheLengthThatIsAskedFor) {
  SystemRandom random;
  EXPECT_EQ(RandomText(random, "abc", 0), "");
  EXPECT_EQ(RandomText(random, "abc", 1000).size(), 1000U);
}

TEST(RandomText, RefusesAnAlphabetWithoutAChoice) {
  SystemRandom random;
  EXPECT_THROW(RandomText(random, "", 1), std::invalid_argument);
  EXPECT_THROW(RandomText(random, "a", 1), std::invalid_argument);
  EXPECT_THROW(RandomText(random, std::string(257, 'a'), 1), std::invalid_argument);
}

TEST(RandomUuid, WritesVersionAndVariantOverTheRandomBits) {
  ScriptedRandom zeros({});
  EXPECT_EQ(RandomUuid(zeros), "00000000-0000-4000-8000-000000000000");
  ScriptedRandom ones(std::vector<unsigned char>(16, 0xFF));
  EXPECT_EQ(RandomUuid(ones), "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST(SystemRandom, GivesADifferentUuidEachTime) {
  SystemRandom random;
  EXPECT_NE(RandomUuid(random), RandomUuid(random));
}

// Small draws come out of a stock of each thread.
TEST(SystemRandom, GivesNoBytesTwice) {
  constexpr std::size_t kThreads = 3;
  constexpr std::size_t kDraws = 1000;
  std::array<std::vector<std::string>, kThreads> drawn;
  std::vector<std::jthread> threads;
  for (auto& texts : drawn) {
    threads.emplace_back([&texts] {
      SystemRandom random;
      for (std::size_t i = 0; i < kDraws; ++i) {
        std::string bytes(12 + i % 80, '\0');
        random.Fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
        texts.push_back(bytes.substr(bytes.size() - 12));
      }
    });
  }
  threads.clear();
  std::set<std::string> different;
  for (const auto& texts : drawn) {
    different.insert(texts.begin(), texts.end());
  }
  EXPECT_EQ(different.size(), kThreads * kDraws);
}

TEST(SystemRandom, FillsMoreThanTheKernelGivesAtOnce) {
  SystemRandom random;
  std::vector<unsigned char> bytes(1024 * 1024, 0);
  random.Fill(bytes);
  // Were the last 64 bytes left out, they would all be zero.
  EXPECT_TRUE(std::any_of(bytes.end() - 64, bytes.end(), [](unsigned char byte) { return byte != 0; }));
}

}  // namespace
}  // namespace rockpool::util
