// Times and durations as text, written and read.
#include "server/util/time_text.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::util {
namespace {

constexpr EpochMillis kSecond = 1000;
constexpr EpochMillis kHour = 3600 * kSecond;
constexpr EpochMillis kDay = 24 * kHour;

TEST(IsoTime, WritesEveryDigit) {
  EXPECT_EQ(IsoTime(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(IsoTime(1'700'000'000'007), "2023-11-14T22:13:20.007Z");
  EXPECT_EQ(IsoTime(kLatestTime), "9999-12-31T23:59:59.999Z");
}

TEST(IsoTime, IsReadBack) {
  for (const EpochMillis time : {kEarliestTime, EpochMillis{951'782'400'000}, EpochMillis{1'700'000'000'999}, kLatestTime}) {
    EXPECT_EQ(ParseIsoTime(IsoTime(time)), time);
  }
}

TEST(IsoTime, ReadsTheFormsOfCommonLanguages) {
  constexpr EpochMillis kTime = 1'700'000'000'000;
  EXPECT_EQ(ParseIsoTime("2023-11-14T22:13:20Z"), kTime);
  EXPECT_EQ(ParseIsoTime("2023-11-14T22:13:20.5Z"), kTime + 500);
  EXPECT_EQ(ParseIsoTime("2023-11-14T22:13:20.000001Z"), kTime);
  EXPECT_EQ(ParseIsoTime("2023-11-14T22:13:20.999999999Z"), kTime + 999);
  EXPECT_EQ(ParseIsoTime("2023-11-14T22:13:20+00:00"), kTime);
  EXPECT_EQ(ParseIsoTime("2023-11-15T00:13:20.000+02:00"), kTime);
  EXPECT_EQ(ParseIsoTime("2023-11-14T16:43:20-05:30"), kTime);
}

TEST(IsoTime, KnowsTheDaysOfTheCalendar) {
  EXPECT_EQ(ParseIsoTime("2000-02-29T00:00:00Z"), 951'782'400'000);
  for (const char* text : {"1900-02-29T00:00:00Z", "2023-02-29T00:00:00Z", "2023-04-31T00:00:00Z", "2023-00-01T00:00:00Z",
                           "2023-13-01T00:00:00Z", "2023-01-00T00:00:00Z", "2023-01-32T00:00:00Z", "2023-01-01T24:00:00Z",
                           "2023-01-01T00:60:00Z", "2023-01-01T00:00:60Z", "2023-01-01T00:00:00+24:00", "2023-01-01T00:00:00+00:60"}) {
    EXPECT_EQ(ParseIsoTime(text), std::nullopt) << text;
  }
}

TEST(IsoTime, RefusesWhatLiesOutsideOfItsYears) {
  EXPECT_EQ(ParseIsoTime("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(ParseIsoTime("1969-12-31T23:59:59.999Z"), std::nullopt);
  EXPECT_EQ(ParseIsoTime("1970-01-01T00:00:00+00:01"), std::nullopt);
  EXPECT_EQ(ParseIsoTime("1969-12-31T23:59:00-00:01"), 0);
  EXPECT_EQ(ParseIsoTime("9999-12-31T23:59:59-00:01"), std::nullopt);
  EXPECT_EQ(ParseIsoTime("0000-01-01T00:00:00Z"), std::nullopt);
}

TEST(IsoTime, RefusesOtherForms) {
  for (const std::string text : {"", "now", "2023-11-14", "2023-11-14T22:13:20", "2023-11-14T22:13Z", "2023-11-14 22:13:20Z",
                                 "2023-11-14t22:13:20z", "20231114T221320Z", "2023-11-14T22:13:20.Z", "2023-11-14T22:13:20.0000000000Z",
                                 "2023-11-14T22:13:20+02", "2023-11-14T22:13:20+0200", "+2023-11-14T22:13:20Z", "10000-01-01T00:00:00Z",
                                 " 2023-11-14T22:13:20Z", "2023-11-14T22:13:20Z\n", "2023-1-14T22:13:20Z", "1700000000"}) {
    EXPECT_EQ(ParseIsoTime(text), std::nullopt) << text;
  }
  EXPECT_EQ(ParseIsoTime(std::string("2023-11-14T22:13:20Z\0", 21)), std::nullopt);
}

TEST(IsoDuration, IsASumOfItsParts) {
  EXPECT_EQ(ParseIsoDuration("PT3M"), 180 * kSecond);
  EXPECT_EQ(ParseIsoDuration("P1DT2H"), kDay + 2 * kHour);
  EXPECT_EQ(ParseIsoDuration("P2W"), 14 * kDay);
  EXPECT_EQ(ParseIsoDuration("P1DT1H1M1.001S"), kDay + kHour + 61 * kSecond + 1);
  EXPECT_EQ(ParseIsoDuration("PT0S"), 0);
  EXPECT_EQ(ParseIsoDuration("PT1.5S"), 1500);
  EXPECT_EQ(ParseIsoDuration("PT90000S"), 90'000 * kSecond);
  EXPECT_EQ(ParseIsoDuration("P9999999999W"), 9'999'999'999 * 7 * kDay);
}

TEST(IsoDuration, RefusesOtherForms) {
  for (const char* text : {"",
                           "P",
                           "PT",
                           "P1DT",
                           "1D",
                           "PT3",
                           "P3H",
                           "PT1D",
                           "P1Y",
                           "P1M",
                           "P1Y2D",
                           "P1W1D",
                           "-P1D",
                           "P-1D",
                           "PT1.S",
                           "PT.5S",
                           "PT1.5M",
                           "PT1S1M",
                           "PT12345678901S",
                           "pt3m",
                           "PT3M ",
                           "PT1,5S",
                           "PT1.0000000000S"}) {
    EXPECT_EQ(ParseIsoDuration(text), std::nullopt) << text;
  }
}

}  // namespace

namespace {

TEST(HttpTime, IsWrittenAsTheRfcShowsIt) {
  EXPECT_EQ(HttpTime(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(HttpTime(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(HttpTime, MayHaveDashesInItsDay) { EXPECT_EQ(HttpTime(10, '-'), "Thu, 01-Jan-1970 00:00:10 GMT"); }

TEST(CompactTime, WritesYearToSecondInUtc) {
  EXPECT_EQ(CompactTime(0), "19700101000000");
  EXPECT_EQ(CompactTime(1'548'698'042'999), "20190128175402");
  EXPECT_EQ(CompactTime(1'709'251'199'000), "20240229235959");
  EXPECT_EQ(CompactTime(-1), "19691231235959");
}

}  // namespace

}  // namespace rockpool::util
