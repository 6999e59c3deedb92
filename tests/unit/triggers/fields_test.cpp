#include "server/triggers/events/fields.h"

#include <gtest/gtest.h>

#include "tests/unit/triggers/asked_pool.h"

namespace rockpool::triggers {
namespace {

// What `read` says of the object {"a": value}, or why it is refused.
template <class Read>
std::string Reading(const std::string& value, Read read) {
  rapidjson::Document document;
  EXPECT_TRUE(api::ParseJson("{\"a\":" + value + "}", document)) << value;
  return support::RefusalOf([&] { read(Fields(document, {"a", "b"})); });
}

TEST(Fields, AreThoseOfAnObjectWithKnownMembersAlone) {
  rapidjson::Document document;
  for (const char* text : {"null", "[]", "1", R"("a")", R"({"c":null})", R"({"a":1,"A":1})"}) {
    ASSERT_TRUE(api::ParseJson(text, document));
    EXPECT_EQ(support::RefusalOf([&] { Fields(document, {"a", "b"}); }), kUnrecognizable) << text;
  }
  ASSERT_TRUE(api::ParseJson(R"({"b":1})", document));
  EXPECT_EQ(support::RefusalOf([&] { Fields(document, {"a", "b"}); }), kAccepted);
}

TEST(Fields, AreAbsentWhereTheyAreNull) {
  rapidjson::Document document;
  ASSERT_TRUE(api::ParseJson(R"({"a":null})", document));
  const Fields fields(document, {"a", "b"});
  for (const char* name : {"a", "b"}) {
    EXPECT_EQ(fields.Boolean(name), std::nullopt);
    EXPECT_EQ(fields.Text(name), std::nullopt);
    EXPECT_TRUE(fields.Texts(name).empty());
    EXPECT_TRUE(fields.TextsByName(name).empty());
    EXPECT_TRUE(fields.ValuesByName(name).empty());
    EXPECT_EQ(fields.Find(name), nullptr);
  }
}

TEST(Fields, RefuseAnotherType) {
  for (const char* value : {"1", R"("true")", "[]", "{}"}) {
    EXPECT_EQ(Reading(value, [](const Fields& fields) { fields.Boolean("a"); }), kUnrecognizable) << value;
  }
  for (const char* value : {"1", "true", R"(["a"])", "{}"}) {
    EXPECT_EQ(Reading(value, [](const Fields& fields) { fields.Text("a"); }), kUnrecognizable) << value;
  }
  for (const char* value : {R"("a")", "{}", "[1]", "[[]]"}) {
    EXPECT_EQ(Reading(value, [](const Fields& fields) { fields.Texts("a"); }), kUnrecognizable) << value;
  }
  for (const char* value : {R"("a")", "[]", R"({"b":1})", R"({"b":true})", R"({"b":{}})"}) {
    EXPECT_EQ(Reading(value, [](const Fields& fields) { fields.TextsByName("a"); }), kUnrecognizable) << value;
  }
  for (const char* value : {R"("a")", "[]", "false"}) {
    EXPECT_EQ(Reading(value, [](const Fields& fields) { fields.ValuesByName("a"); }), kUnrecognizable) << value;
  }
}

TEST(Fields, CountAsTheyAreGivenLast) {
  rapidjson::Document document;
  ASSERT_TRUE(api::ParseJson(R"({"a":true,"b":{"x":"1","y":"2","x":"3"},"a":false})", document));
  const Fields fields(document, {"a", "b"});
  EXPECT_EQ(fields.Boolean("a"), false);
  EXPECT_EQ(fields.TextsByName("b"), (std::map<std::string, std::string, std::less<>>{{"x", "3"}, {"y", "2"}}));
  EXPECT_EQ(fields.ValuesByName("b"), (std::vector<std::pair<std::string, std::string>>{{"x", R"("3")"}, {"y", R"("2")"}}));
}

TEST(Fields, GiveValuesAsJsonInTheirOrder) {
  rapidjson::Document document;
  ASSERT_TRUE(api::ParseJson(R"({"a":{"z":[1, 2.5,{"k" : null}],"b":"\u00fc\n","n":null,"t":true}})", document));
  EXPECT_EQ(Fields(document, {"a"}).ValuesByName("a"),
            (std::vector<std::pair<std::string, std::string>>{{"z", R"([1,2.5,{"k":null}])"}, {"b", "\"\u00fc\\n\""}, {"t", "true"}}));
}

}  // namespace
}  // namespace rockpool::triggers
