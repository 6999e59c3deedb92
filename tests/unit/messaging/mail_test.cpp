#include "server/messaging/mail.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::messaging {
namespace {

TEST(MailAddress, HasSomethingOnBothSidesOfItsLastAt) {
  for (const char* address : {"ada@example.com", "a+b@[127.0.0.1]", "\"a@b\"@example.com", "\u00fc@\u4eba.example", "a@b"}) {
    EXPECT_TRUE(IsMailAddress(address)) << address;
  }
  for (const char* text : {"", "ada", "@example.com", "ada@", "@"}) {
    EXPECT_FALSE(IsMailAddress(text)) << text;
  }
  EXPECT_FALSE(IsMailAddress(std::string(310, 'a') + "@example.com"));
}

TEST(MailAddress, HasNothingThatEndsItInACommandOrHeader) {
  for (const char* text : {"a@b\r\nRCPT TO:<c@d>", "a@b\n", "a b@c", "a@b>", "<a@b", "a@b\tc", "a@b,c@d", "a@b\x7f"}) {
    EXPECT_FALSE(IsMailAddress(text)) << text;
  }
  EXPECT_FALSE(IsMailAddress(std::string("a@b\0c", 5)));
}

TEST(HeaderText, StaysAsItIsInPlainAscii) { EXPECT_EQ(HeaderText("Your code: 123456!"), "Your code: 123456!"); }

TEST(HeaderText, IsEncodedWhereItIsNot) {
  EXPECT_EQ(HeaderText("Gr\u00fc\u00dfe"), "=?UTF-8?B?R3LDvMOfZQ==?=");
  EXPECT_EQ(HeaderText("a =?b?="), "=?UTF-8?B?YSA9P2I/PQ==?=");
}

TEST(HeaderText, CannotBeginAHeaderOfItsOwn) { EXPECT_EQ(HeaderText("a\r\nBcc: b@c.example"), "=?UTF-8?B?YQ0KQmNjOiBiQGMuZXhhbXBsZQ==?="); }

TEST(HeaderText, IsFoldedBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "\u4eba";
  const std::string header = HeaderText(text);
  std::size_t begin = 0;
  int words = 0;
  for (std::size_t end = 0; end != std::string::npos; begin = end + 3, ++words) {
    end = header.find("\r\n ", begin);
    const std::string word = header.substr(begin, end == std::string::npos ? end : end - begin);
    EXPECT_LE(word.size(), 75U);
    EXPECT_TRUE(word.starts_with("=?UTF-8?B?") && word.ends_with("?=")) << word;
    EXPECT_EQ(word.find('='), 0U);
    EXPECT_EQ(word.substr(0, word.size() - 2).find('=', 1), std::string::npos) << "characters of three bytes make no padding: " << word;
  }
  EXPECT_EQ(words, 2);
}

TEST(Mailbox, IsReadWithAndWithoutAName) {
  EXPECT_EQ(ParseMailbox("ada@example.com")->ToHeader(), "<ada@example.com>");
  EXPECT_EQ(ParseMailbox(" Ada Lovelace <ada@example.com> ")->ToHeader(), "\"Ada Lovelace\" <ada@example.com>");
  EXPECT_EQ(ParseMailbox("\"Ada, L.\" <ada@example.com>")->ToHeader(), "\"Ada, L.\" <ada@example.com>");
  EXPECT_EQ(ParseMailbox("J\u00fcrgen <j@example.com>")->ToHeader(), "=?UTF-8?B?SsO8cmdlbg==?= <j@example.com>");
  EXPECT_EQ(ParseMailbox("a \"b\" \\ <a@b>")->ToHeader(), R"("a \"b\" \\" <a@b>)");
}

TEST(Mailbox, IsNoneWhereItsAddressIsNone) {
  for (const char* text : {"", "Ada", "Ada <>", "Ada <ada>", "ada@example.com>", "Ada <a@b\r\nBcc: c@d>", "Ada <a@b> <c"}) {
    EXPECT_FALSE(ParseMailbox(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace rockpool::messaging
