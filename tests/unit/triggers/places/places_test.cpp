#include "server/triggers/places/places.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace rockpool::triggers {
namespace {

std::string Refusal(const std::string& json) {
  try {
    ParsePlaces(json);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

std::string RefusalOfFunction(const std::string& function) { return Refusal(R"({"functions":[)" + function + "]}"); }

TEST(ParsePlaces, ReadsEachKindInItsOrder) {
  const Places places = ParsePlaces(R"({"functions":[
      {"function":"arn:aws:lambda:us-east-1:123456789012:function:a","lambda":"http://127.0.0.1:3002"},
      {"webhook":"https://hooks.example/in?key=1","function":"my-*"},
      {"function":"*","rules":true}]})");
  ASSERT_EQ(places.functions.size(), 3U);
  EXPECT_EQ(places.functions[0].function, "arn:aws:lambda:us-east-1:123456789012:function:a");
  EXPECT_EQ(places.functions[0].kind, Place::Kind::kLambda);
  EXPECT_EQ(places.functions[0].url.Origin(), "http://127.0.0.1:3002");
  EXPECT_EQ(places.functions[1].function, "my-*");
  EXPECT_EQ(places.functions[1].kind, Place::Kind::kWebhook);
  EXPECT_EQ(places.functions[1].url.target, "/in?key=1");
  EXPECT_EQ(places.functions[2].kind, Place::Kind::kRules);
  EXPECT_TRUE(places.rules.empty());
}

TEST(ParsePlaces, TakesWhatIsNotThere) {
  EXPECT_TRUE(ParsePlaces("").functions.empty());
  EXPECT_TRUE(ParsePlaces("{}").functions.empty());
  EXPECT_TRUE(ParsePlaces(R"({"functions":[],"rules":[]})").functions.empty());
}

TEST(ParsePlaces, ReadsRules) {
  const Places places = ParsePlaces(R"({"rules":[{"trigger":"PreSignUp","confirm":true}]})");
  ASSERT_EQ(places.rules.size(), 1U);
  EXPECT_TRUE(places.rules[0].confirms);
  EXPECT_TRUE(Refusal(R"({"rules":[{"trigger":"PreSignUp","confrim":true}]})").starts_with("Rule 1 of [triggers]"));
}

TEST(ParsePlaces, RefusesWhatTheTableHasNot) {
  EXPECT_EQ(Refusal(R"({"function":[]})"), "[triggers] has no member named \"function\": there are functions and rules.");
  EXPECT_EQ(Refusal(R"({"functions":{}})"), "functions of [triggers] must be a list of tables.");
  EXPECT_EQ(Refusal(R"({"rules":true})"), "rules of [triggers] must be a list of tables.");
  EXPECT_EQ(Refusal("[]"), "[triggers] must be a table, nested no deeper than 128 levels.");
  EXPECT_EQ(Refusal(R"({"rules":)" + std::string(200, '[') + std::string(200, ']') + "}"),
            "[triggers] must be a table, nested no deeper than 128 levels.");
}

TEST(ParsePlaces, RefusesWhatAFunctionHasNot) {
  const std::string this_one = "Function 1 of [triggers]";
  EXPECT_EQ(RefusalOfFunction("5"), this_one + R"( must be a table like { function = "name", lambda = "URL" }.)");
  EXPECT_EQ(RefusalOfFunction(R"({"function":"a","webhok":"http://h/"})"), this_one + ": there is no member named \"webhok\".");
  EXPECT_EQ(RefusalOfFunction(R"({"function":"a"})"), this_one + ": it must have one of lambda, webhook and rules.");
  EXPECT_EQ(RefusalOfFunction(R"({"function":"a","rules":true,"webhook":"http://h/"})"),
            this_one + ": it must have one of lambda, webhook and rules.");
  EXPECT_EQ(RefusalOfFunction(R"({"rules":true})"), this_one + ": function must say which it is.");
  EXPECT_EQ(RefusalOfFunction(R"({"function":"a","rules":false})"), this_one + ": rules must be true.");
  EXPECT_EQ(RefusalOfFunction(R"({"function":"a","rules":"true"})"), this_one + ": rules must be true.");
  for (const std::string function : {"5", "\"\"", "null", "[\"a\"]"}) {
    EXPECT_EQ(RefusalOfFunction(R"({"rules":true,"function":)" + function + "}"),
              this_one + ": function must be a text in quotes: an ARN, with its qualifier or without, or a name; * stands for any part.");
  }
}

TEST(ParsePlaces, CountsFunctionsFromOne) {
  EXPECT_EQ(RefusalOfFunction(R"({"function":"a","rules":true},{"function":"b"})"),
            "Function 2 of [triggers]: it must have one of lambda, webhook and rules.");
}

TEST(ParsePlaces, RefusesAddressesThatCannotBeAskedWithoutRepeatingThem) {
  for (const std::string url : {"\"\"", "\"127.0.0.1:3002\"", "\"ftp://h/\"", "\"http://u:s3cret@h/\"", "\"http://169.254.169.254/\"",
                                "\"http://0.0.0.0:3002\"", "5", "null", "true"}) {
    EXPECT_EQ(RefusalOfFunction(R"({"function":"a","lambda":)" + url + "}"),
              "Function 1 of [triggers]: lambda must be the URL of an Invoke API in quotes, without a query, like "
              "\"http://127.0.0.1:3002\".")
        << url;
    EXPECT_EQ(RefusalOfFunction(R"({"function":"a","webhook":)" + url + "}"),
              "Function 1 of [triggers]: webhook must be an http or https URL in quotes, like \"http://127.0.0.1:8080/hook\".")
        << url;
  }
  EXPECT_NE(RefusalOfFunction(R"({"function":"a","lambda":"http://h/?a=1"})"), "accepted");
}

}  // namespace
}  // namespace rockpool::triggers
