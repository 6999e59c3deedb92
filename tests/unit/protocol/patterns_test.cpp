#include <gtest/gtest.h>
#include <re2/re2.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/api/operation.h"
#include "server/protocol/validator.h"

namespace rockpool::protocol {
namespace {

constexpr std::string_view kDigits = "[0-9]+";
constexpr std::string_view kProviderName = R"([^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+)";
constexpr std::string_view kBroken = "(";

// The pattern that overrides.json puts in the place of a look-behind.
std::string_view BucketPattern() {
  const api::Shape* output = api::FindOperation("DescribeUserPoolDomain")->output;
  const api::Shape* domain = api::FindMember(*output, "DomainDescription")->shape;
  return api::FindMember(*domain, "S3Bucket")->shape->pattern;
}

TEST(Patterns, MatchTheWholeValue) {
  EXPECT_TRUE(Matches(kDigits, "123"));
  EXPECT_FALSE(Matches(kDigits, "123x"));
  EXPECT_FALSE(Matches(kDigits, "x123"));
  EXPECT_FALSE(Matches(kDigits, "123\n"));
  EXPECT_FALSE(Matches(kDigits, ""));
}

TEST(Patterns, SeeWhatFollowsAZeroByte) { EXPECT_FALSE(Matches(kDigits, std::string_view("12\0x", 4))); }

TEST(Patterns, KnowLettersOfAllLanguages) {
  EXPECT_TRUE(Matches(kProviderName, "\xc3\xa4\xe6\x97\xa5\xd0\xb6"));
  EXPECT_TRUE(Matches(kProviderName, "\xf0\x9f\x90\x9f\xf0\x9f\x90\x9f\xf0\x9f\x90\x9f"));
  EXPECT_FALSE(Matches(kProviderName, "ab"));
  EXPECT_FALSE(Matches(kProviderName, "_abc"));
  EXPECT_FALSE(Matches(kProviderName, "abc\xc2\xa0")) << "a no-break space is a separator";
}

TEST(Patterns, DoWithoutALookBehind) {
  EXPECT_TRUE(Matches(BucketPattern(), "my.bucket-1"));
  EXPECT_TRUE(Matches(BucketPattern(), ""));
  EXPECT_FALSE(Matches(BucketPattern(), "my.bucket."));
  EXPECT_FALSE(Matches(BucketPattern(), "my bucket"));
}

// One set of characters that repeats is looked up in a table; these are such, and such as look alike.
TEST(Patterns, MatchWhatTheirExpressionsMatch) {
  static constexpr std::string_view kPatterns[] = {"[A-Za-z0-9-_=.]+",
                                                   R"([\w+]+)",
                                                   R"([\S]+)",
                                                   R"([\p{L}\p{M}\p{S}\p{N}\p{P}]+)",
                                                   R"([\x21\x23-\x5B\x5D-\x7E]+)",
                                                   "[^a]+",
                                                   R"([a\]b]+)",
                                                   "[[:alpha:]_]+",
                                                   R"([a]b]+)",
                                                   "[a][b]+",
                                                   "[a-c]*",
                                                   "[ab]+x[c]+",
                                                   "([ab]+)?"};
  for (const std::string_view pattern : kPatterns) {
    const re2::RE2 expression(re2::StringPiece(pattern.data(), pattern.size()));
    for (int byte = 0; byte < 256; ++byte) {
      const std::string one(1, static_cast<char>(byte));
      for (const std::string& text : {one, "a" + one, one + "a", "ab" + one + "ab", one + "]", "\xc3" + one, one + "\xc3\xa4"}) {
        EXPECT_EQ(Matches(pattern, text), re2::RE2::FullMatch(text, expression)) << pattern << " and " << text;
      }
    }
    EXPECT_EQ(Matches(pattern, ""), re2::RE2::FullMatch("", expression)) << pattern;
  }
}

TEST(Patterns, TakeLinearTime) {
  const std::string hostile(1'000'000, 'a');
  EXPECT_FALSE(Matches(R"((?:a+)+b)", hostile));
}

TEST(Patterns, ThatAreNoneAreABug) { EXPECT_THROW(Matches(kBroken, "x"), std::logic_error); }

TEST(Patterns, ServeSeveralThreadsFromTheirFirstUseOn) {
  static constexpr std::string_view kFresh[] = {"[a-b]+", "[a-c]+", "[a-d]+", "[a-e]+", "[a-f]+", "[a-g]+", "[a-h]+", "[a-i]+"};
  constexpr int kThreads = 4;
  std::latch start(kThreads);
  std::atomic<int> right = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      for (const std::string_view pattern : kFresh) {
        right += Matches(pattern, "abab") && !Matches(pattern, "abz") ? 1 : 0;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(right, kThreads * static_cast<int>(std::size(kFresh)));
}

}  // namespace
}  // namespace rockpool::protocol
