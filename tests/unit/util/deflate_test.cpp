#include "server/util/deflate.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::util {
namespace {

constexpr std::size_t kEnough = 1'000'000;

// By Python: zlib.compressobj(wbits=-15).
constexpr std::string_view kHello("\xcb\x48\xcd\xc9\xc9\x07\x00", 7);

TEST(Deflate, IsInflatedAgain) {
  for (const std::string& text : {std::string(), std::string("a"), std::string(100'000, 'x'), std::string("\0\xFF\0", 3)}) {
    EXPECT_EQ(Inflate(Deflate(text), kEnough), text);
  }
}

TEST(Deflate, HasNoFrame) {
  EXPECT_EQ(Deflate("hello"), kHello);
  EXPECT_EQ(Inflate(kHello, kEnough), "hello");
  EXPECT_FALSE(Inflate("\x78\x9c" + std::string(kHello) + "\x06\x2c\x02\x15", kEnough).has_value());  // with that of zlib
}

TEST(Inflate, TakesOneWholeStreamAlone) {
  EXPECT_FALSE(Inflate("", kEnough).has_value());
  EXPECT_FALSE(Inflate("not deflated at all", kEnough).has_value());
  EXPECT_FALSE(Inflate(std::string(kHello) + "x", kEnough).has_value());
  EXPECT_FALSE(Inflate(std::string(kHello) + std::string(kHello), kEnough).has_value());
  for (std::size_t length = 0; length < kHello.size(); ++length)
    EXPECT_FALSE(Inflate(kHello.substr(0, length), kEnough).has_value()) << length;
}

TEST(Inflate, MakesNoMoreThanItMay) {
  for (const std::size_t length : {1U, 1000U, 16U * 1024, 16U * 1024 + 1, 50'000U}) {
    const std::string deflated = Deflate(std::string(length, 'x'));
    EXPECT_TRUE(Inflate(deflated, length).has_value()) << length;
    EXPECT_FALSE(Inflate(deflated, length - 1).has_value()) << length;
  }
  EXPECT_EQ(Inflate(Deflate(""), 0), "");
}

TEST(Inflate, RefusesABomb) {
  const std::string bomb = Deflate(std::string(20UL * 1024 * 1024, '\0'));
  EXPECT_LT(bomb.size(), 25'000U);
  EXPECT_FALSE(Inflate(bomb, kEnough).has_value());
}

}  // namespace
}  // namespace rockpool::util
