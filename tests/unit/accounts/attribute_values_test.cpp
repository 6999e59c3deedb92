#include "server/accounts/attribute_values.h"

#include <gtest/gtest.h>

#include <string>

#include "server/api/codecs.h"
#include "tests/support/refusal.h"

namespace rockpool::accounts {
namespace {

std::string Broken(const std::string& attribute, std::string_view value) {
  return BrokenConstraint(api::FromStoredJson<api::SchemaAttributeType>("{" + attribute + "}"), value);
}

std::string FormOf(std::string_view attribute, std::string_view value) {
  return support::RefusalOf([&] { CheckForm(attribute, value); });
}

constexpr const char* kString = R"("Name":"custom:s","AttributeDataType":"String")";
constexpr const char* kShort =
    R"("Name":"custom:s","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"2","MaxLength":"3"})";
constexpr const char* kNumber = R"("Name":"custom:n","AttributeDataType":"Number")";
constexpr const char* kRange =
    R"("Name":"custom:n","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"-5","MaxValue":"10"})";
constexpr const char* kBoolean = R"("Name":"custom:b","AttributeDataType":"Boolean")";
constexpr const char* kDate = R"("Name":"custom:d","AttributeDataType":"DateTime")";

TEST(AttributeValue, IsAnEmailAddressIfThatIsItsName) {
  for (const char* good : {"a@example.com", "A.b+c@sub.example.co.uk", "\u00fc@example.com", "a@xn--bcher-kva.example"}) {
    EXPECT_EQ(FormOf("email", good), "accepted") << good;
  }
  for (const char* bad :
       {"a", "@example.com", "a@", "a@example", "a@.com", "a@example.", "a@b@example.com", "a b@example.com", "a@exam ple.com",
        "a@example.com\n", "a@example..com", "a\x01@example.com", "a@exam\x7fple.com", "a@example.c\x1f"}) {
    EXPECT_EQ(FormOf("email", bad), "InvalidParameterException: Invalid email address format.") << bad;
  }
}

TEST(AttributeValue, IsAPhoneNumberIfThatIsItsName) {
  for (const char* good : {"+15551234567", "+491701234567", "+12", "+123456789012345"}) {
    EXPECT_EQ(FormOf("phone_number", good), "accepted") << good;
  }
  for (const char* bad : {"15551234567", "+", "+1 555 123", "+1-555", "+1(555)", "+1555a", "++1555", "+1555\n", "+1234567890123456"}) {
    EXPECT_EQ(FormOf("phone_number", bad), "InvalidParameterException: Invalid phone number format.") << bad;
  }
}

TEST(AttributeValue, HasNoFormOfItsOwnUnderAnyOtherName) { EXPECT_EQ(FormOf("website", "@ +"), "accepted"); }

TEST(AttributeValue, IsAsLongAsTheSchemaSaysInUtf16) {
  EXPECT_EQ(Broken(kString, ""), "");
  EXPECT_EQ(Broken(kShort, "a"), "String must be at least 2 characters long");
  EXPECT_EQ(Broken(kShort, "ab"), "");
  EXPECT_EQ(Broken(kShort, "abc"), "");
  EXPECT_EQ(Broken(kShort, "abcd"), "String must be no longer than 3 characters");
  EXPECT_EQ(Broken(kShort, "\u4eba\u4eba\u4eba"), "");
  EXPECT_EQ(Broken(kShort, "\U0001f600\U0001f600"), "String must be no longer than 3 characters");
}

TEST(AttributeValue, IsANumberWhereTheSchemaSaysSo) {
  for (const char* good : {"0", "7", "-7", "1.5", "007", "12345678901234567890"}) {
    EXPECT_EQ(Broken(kNumber, good), "") << good;
  }
  for (const char* bad : {"", " ", "a", "1a", "1 ", " 1", "+1", "-", "1e3", "0x10", "inf", "-inf", "nan", "infinity", "1,5"}) {
    EXPECT_EQ(Broken(kNumber, bad), "Value must be a number") << bad;
  }
}

TEST(AttributeValue, IsInTheRangeOfTheSchema) {
  EXPECT_EQ(Broken(kRange, "-5"), "");
  EXPECT_EQ(Broken(kRange, "10"), "");
  EXPECT_EQ(Broken(kRange, "-5.1"), "Value must be greater than or equal to -5");
  EXPECT_EQ(Broken(kRange, "11"), "Value must be less than or equal to 10");
}

TEST(AttributeValue, IsABooleanInAnyCase) {
  for (const char* good : {"true", "false", "True", "FALSE"}) {
    EXPECT_EQ(Broken(kBoolean, good), "") << good;
  }
  for (const char* bad : {"", "1", "yes", "true "}) {
    EXPECT_EQ(Broken(kBoolean, bad), "Value is not a valid boolean") << bad;
  }
}

TEST(AttributeValue, IsADateByIso8601OrInSeconds) {
  for (const char* good : {"2026-11-22T02:38:54Z", "2026-11-22T02:38:54.123+02:00", "2026-11-22", "0", "1700000000"}) {
    EXPECT_EQ(Broken(kDate, good), "") << good;
  }
  for (const char* bad : {"", "yesterday", "2026-13-01", "2026-02-30", "-1", "1.5", "11/22/2026"}) {
    EXPECT_EQ(Broken(kDate, bad), "Value is not a valid date") << bad;
  }
}

TEST(AttributeValue, IsMadeOfDigitsIfItSaysWhenTheUserChanged) {
  constexpr const char* kUpdatedAt = R"("Name":"updated_at","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"0"})";
  EXPECT_EQ(Broken(kUpdatedAt, "1700000000"), "");
  for (const char* bad : {"", "-1", "1.5", "now"}) {
    EXPECT_EQ(Broken(kUpdatedAt, bad), "Value is not a valid number") << bad;
  }
}

}  // namespace
}  // namespace rockpool::accounts
