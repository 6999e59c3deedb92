#include "server/api/named_texts.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace rockpool::api {
namespace {

TEST(NamedTexts, StandInTheOrderOfTheirNames) {
  NamedTexts texts{{"Scope", "a b"}, {"Issuer", "https://i"}};
  texts.Put("Nonce", "\"n\"");
  texts.PutFlag("FromOAuth", true);
  EXPECT_EQ(ToJson(texts), R"({"FromOAuth":"true","Issuer":"https://i","Nonce":"\"n\"","Scope":"a b"})");
}

TEST(NamedTexts, LeaveOutWhatIsNotGiven) {
  NamedTexts texts;
  texts.Put("Absent", std::nullopt);
  texts.Put("Empty", "");
  texts.PutUnlessEmpty("Nothing", "");
  texts.PutFlag("Off", false);
  EXPECT_EQ(ToJson(texts), R"({"Empty":""})");
}

TEST(NamedTexts, TellAnEmptyTextFromNone) {
  const NamedTexts texts{{"Empty", ""}, {"Full", "x"}};
  EXPECT_EQ(texts.Find("Empty"), "");
  EXPECT_EQ(texts.Find("Full"), "x");
  EXPECT_EQ(texts.Find("Absent"), std::nullopt);
  EXPECT_TRUE(texts.Has("Empty"));
  EXPECT_FALSE(texts.Has("Absent"));
  EXPECT_EQ(texts.Text("Full"), "x");
  EXPECT_EQ(texts.Text("Absent"), "");
}

TEST(NamedTexts, RefuseOnlyWhatIsAlwaysWritten) {
  const NamedTexts texts{{"Full", "x"}};
  EXPECT_EQ(texts.At("Full"), "x");
  EXPECT_THROW(texts.At("Absent"), std::out_of_range);
}

TEST(NamedTexts, ComeBackAsTheyWent) {
  const NamedTexts texts{{"", "empty name"}, {"Empty", ""}, {"Text", "al\"ice \u4eba\n"}};
  EXPECT_EQ(FromStoredJson<NamedTexts>(ToJson(texts)), texts);
  EXPECT_EQ(FromStoredJson<NamedTexts>("{}"), NamedTexts());
}

}  // namespace
}  // namespace rockpool::api
