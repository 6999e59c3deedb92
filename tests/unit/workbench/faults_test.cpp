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

TEST(FaultsJson, IsReadWithAllItsMembers) {
  const auto faults =
      ReadFaults(R"({"operation":"UpdateUserPool","error":"TooManyRequestsException","message":"m","times":2,"delay_ms":50})");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].operation, "UpdateUserPool");
  EXPECT_EQ(faults[0].error, "TooManyRequestsException");
  EXPECT_EQ(faults[0].message, "m");
  EXPECT_EQ(faults[0].times, 2U);
  EXPECT_EQ(faults[0].delay, std::chrono::milliseconds(50));
}

TEST(FaultsJson, MayLeaveMembersOut) {
  const auto faults = ReadFaults(R"({"operation":"UpdateUserPool"})");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].error, "");
  EXPECT_EQ(faults[0].message, std::nullopt);
  EXPECT_EQ(faults[0].times, std::nullopt);
  EXPECT_EQ(faults[0].delay, std::chrono::milliseconds(0));
}

TEST(FaultsJson, MayBeAList) {
  EXPECT_EQ(ReadFaults(R"([{"operation":"a"},{"operation":"b"}])").at(1).operation, "b");
  EXPECT_TRUE(ReadFaults("[]").empty());
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

}  // namespace
}  // namespace rockpool::workbench
