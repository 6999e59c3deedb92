// Faults as JSON.
#include "server/workbench/faults.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"

namespace rockpool::workbench {
namespace {

std::string Refused(const std::string& json) {
  return support::RefusalOf([&] { ReadFaults(json); });
}

std::vector<protocol::Fault> OfOperations(const std::string& json) {
  const Faults faults = ReadFaults(json);
  EXPECT_TRUE(faults.of_triggers.empty());
  return faults.of_operations;
}

TEST(FaultsJson, IsReadWithAllItsMembers) {
  const auto faults =
      OfOperations(R"({"operation":"UpdateUserPool","error":"TooManyRequestsException","message":"m","times":2,"delay_ms":50})");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].operation, "UpdateUserPool");
  EXPECT_EQ(faults[0].error, "TooManyRequestsException");
  EXPECT_EQ(faults[0].message, "m");
  EXPECT_EQ(faults[0].times, 2U);
  EXPECT_EQ(faults[0].delay, std::chrono::milliseconds(50));
}

TEST(FaultsJson, MayLeaveMembersOut) {
  const auto faults = OfOperations(R"({"operation":"UpdateUserPool"})");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].error, "");
  EXPECT_EQ(faults[0].message, std::nullopt);
  EXPECT_EQ(faults[0].times, std::nullopt);
  EXPECT_EQ(faults[0].delay, std::chrono::milliseconds(0));
}

TEST(FaultsJson, MayBeAList) {
  EXPECT_EQ(OfOperations(R"([{"operation":"a"},{"operation":"b"}])").at(1).operation, "b");
  EXPECT_TRUE(OfOperations("[]").empty());
}

TEST(FaultsJson, MustBeAnObjectOrAList) {
  for (const char* json : {"", "no JSON", "1", "null", "\"text\"", "{", "\xff"}) {
    EXPECT_EQ(
        Refused(json),
        "InvalidParameterException: The body must be a fault, a JSON object with the member operation and others, or a list of faults.")
        << json;
  }
  EXPECT_EQ(Refused("[1]"), "InvalidParameterException: Each fault must be a JSON object.");
  EXPECT_EQ(Refused("[[]]"), "InvalidParameterException: Each fault must be a JSON object.");
}

TEST(FaultsJson, HasNoOtherMembers) {
  EXPECT_EQ(Refused(R"({"operation":"a","time":1})"),
            "InvalidParameterException: A fault has the members operation, error, message, times and delay_ms, and no others.");
}

TEST(FaultsJson, HasTextsAndWholeNumbers) {
  for (const char* name : {"operation", "error", "message"}) {
    for (const char* value : {"1", "null", "[]", "true"}) {
      EXPECT_EQ(Refused(std::string("{\"") + name + "\":" + value + "}"),
                std::string("InvalidParameterException: ") + name + " must be a text.");
    }
  }
  for (const char* name : {"times", "delay_ms"}) {
    for (const char* value : {"\"1\"", "null", "-1", "1.5", "99999999999", "true"}) {
      EXPECT_EQ(Refused(std::string("{\"") + name + "\":" + value + "}"),
                std::string("InvalidParameterException: ") + name + " must be a whole number.");
    }
  }
}

TEST(FaultsJson, IsWrittenAsItIsRead) {
  const std::string json = R"([{"operation":"a","error":"b","message":"\"c\"","times":2,"delay_ms":50},{"operation":"d","delay_ms":7}])";
  EXPECT_EQ(FaultsJson(ReadFaults(json)), json);
  EXPECT_EQ(FaultsJson({}), "[]");
}

TEST(FaultsJson, OfTriggersIsReadWithAllItsMembers) {
  const Faults faults = ReadFaults(R"([{"trigger":"PreSignUp","pool":"p","wrong":"error","message":"m","times":2},)"
                                   R"({"trigger":"*","wrong":"timeout"},{"trigger":"UserMigration","wrong":"malformed","answer":"{"}])");
  EXPECT_TRUE(faults.of_operations.empty());
  ASSERT_EQ(faults.of_triggers.size(), 3U);
  const triggers::Fault& error = faults.of_triggers[0];
  EXPECT_EQ(error.trigger, triggers::Trigger::kPreSignUp);
  EXPECT_EQ(error.user_pool_id, "p");
  EXPECT_EQ(error.kind, triggers::Fault::Kind::kError);
  EXPECT_EQ(error.text, "m");
  EXPECT_EQ(error.times, 2U);
  const triggers::Fault& timeout = faults.of_triggers[1];
  EXPECT_EQ(timeout.trigger, std::nullopt);
  EXPECT_EQ(timeout.user_pool_id, "");
  EXPECT_EQ(timeout.kind, triggers::Fault::Kind::kTimeout);
  EXPECT_EQ(timeout.text, std::nullopt);
  EXPECT_EQ(timeout.times, std::nullopt);
  EXPECT_EQ(faults.of_triggers[2].kind, triggers::Fault::Kind::kMalformed);
  EXPECT_EQ(faults.of_triggers[2].text, "{");
}

TEST(FaultsJson, OfTriggersIsWrittenAsItIsReadBehindThoseOfOperations) {
  const std::string json = R"([{"trigger":"PreSignUp","pool":"p","wrong":"error","message":"m","times":2},)"
                           R"({"trigger":"*","wrong":"timeout"},{"trigger":"UserMigration","wrong":"malformed","answer":"{"}])";
  Faults faults = ReadFaults(json);
  EXPECT_EQ(FaultsJson(faults), json);
  faults.of_operations = OfOperations(R"({"operation":"a","delay_ms":1})");
  EXPECT_EQ(FaultsJson(faults), R"([{"operation":"a","delay_ms":1},)" + json.substr(1));
}

TEST(FaultsJson, OfTriggersIsRefusedInOtherForms) {
  const auto refused = [](const std::string& members) { return Refused(R"({"trigger":"PreSignUp")" + members + "}"); };
  const std::string kind = "InvalidParameterException: wrong must be timeout, error or malformed.";
  EXPECT_EQ(refused(""), kind);
  EXPECT_EQ(refused(R"(,"wrong":"slow")"), kind);
  EXPECT_EQ(refused(R"(,"wrong":1)"), "InvalidParameterException: wrong must be a text.");
  EXPECT_EQ(refused(R"(,"wrong":"error","pool":1)"), "InvalidParameterException: pool must be a text.");
  EXPECT_EQ(refused(R"(,"wrong":"error","times":"1")"), "InvalidParameterException: times must be a whole number.");
  for (const char* text : {R"(,"wrong":"timeout","message":"m")", R"(,"wrong":"timeout","answer":"a")", R"(,"wrong":"error","answer":"a")",
                           R"(,"message":"m","wrong":"malformed")"}) {
    EXPECT_EQ(refused(text), "InvalidParameterException: message goes with error alone, and answer with malformed.") << text;
  }
  for (const char* member :
       {R"(,"wrong":"error","delay_ms":1)", R"(,"wrong":"error","operation":"SignUp")", R"(,"wrong":"error","message":"m","answer":"a")"}) {
    EXPECT_EQ(refused(member),
              "InvalidParameterException: A fault of a trigger has the members trigger, pool, wrong, times, and message or answer, and no "
              "others.")
        << member;
  }
  EXPECT_EQ(Refused(R"({"trigger":"PreSignup","wrong":"error"})"),
            "InvalidParameterException: trigger must be the name of a trigger, such as PreSignUp, or * for any.");
}

// Since each kind is added as a whole or not at all.
TEST(FaultsJson, IsOfOneKindInAList) {
  EXPECT_EQ(Refused(R"([{"operation":"a","delay_ms":1},{"trigger":"*","wrong":"error"}])"),
            "InvalidParameterException: A list has faults of operations or of triggers, not of both.");
}

}  // namespace
}  // namespace rockpool::workbench
