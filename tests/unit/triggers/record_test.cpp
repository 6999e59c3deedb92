// What is remembered of calls, and what is shown of it.
#include "server/triggers/record.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "server/api/json.h"

namespace rockpool::triggers {
namespace {

RecordedCall CallIn(const std::string& pool, const std::string& event = R"({"request":{},"response":{}})",
                    const std::string& answer = R"({"response":{}})") {
  RecordedCall call;
  call.time = 1'700'000'000'000;
  call.invocation.trigger = Trigger::kUserMigration;
  call.invocation.source = "UserMigration_Authentication";
  call.invocation.user_pool_id = pool;
  call.invocation.client_id = "c";
  call.invocation.function_arn = "arn";
  call.invocation.event = event;
  call.outcome.text = answer;
  call.outcome.hint = "rule 1 of [triggers]";
  call.outcome.attempts = 2;
  call.duration = std::chrono::milliseconds(7);
  return call;
}

rapidjson::Document Listed(const Record& record, const std::string& pool = "", std::int64_t after = 0) {
  rapidjson::Document list;
  EXPECT_TRUE(api::ParseJson(record.Json(pool, after), list));
  return list;
}

std::size_t CountOf(const Record& record, const std::string& pool = "", std::int64_t after = 0) {
  return Listed(record, pool, after)["triggers"].Size();
}

TEST(Record, ShowsAllOfACall) {
  Record record;
  EXPECT_EQ(record.Keep(CallIn("p")), 1);
  EXPECT_EQ(record.Json("", 0),
            R"({"triggers":[{"id":1,"time":"2023-11-14T22:13:20.000Z","pool":"p","client":"c","trigger":"UserMigration",)"
            R"("source":"UserMigration_Authentication","function":"arn","event":{"request":{},"response":{}},"answer":{"response":{}},)"
            R"("hint":"rule 1 of [triggers]","attempts":2,"duration_ms":7,"verdict":"answered"}]})");
}

TEST(Record, IsAskedByPoolAndFromACallOn) {
  Record record;
  record.Keep(CallIn("p"));
  record.Keep(CallIn("q"));
  record.Keep(CallIn("p"));
  EXPECT_EQ(CountOf(record), 3U);
  EXPECT_EQ(CountOf(record, "p"), 2U);
  EXPECT_EQ(CountOf(record, "p", 1), 1U);
  EXPECT_EQ(CountOf(record, "", 3), 0U);
}

TEST(Record, ForgetsAllAtAResetAndCountsOn) {
  Record record;
  record.Keep(CallIn("p"));
  record.Clear();
  EXPECT_EQ(CountOf(record), 0U);
  EXPECT_FALSE(record.Find(1));
  EXPECT_EQ(record.Keep(CallIn("p")), 2);
  EXPECT_EQ(CountOf(record), 1U);
}

TEST(Record, HoldsTheNewestThousand) {
  Record record;
  for (int i = 0; i < 1'100; ++i) {
    record.Keep(CallIn("p"));
  }
  const rapidjson::Document list = Listed(record);
  EXPECT_EQ(list["triggers"].Size(), Record::kKept);
  EXPECT_EQ(list["triggers"][0]["id"].GetInt64(), 101);
  EXPECT_FALSE(record.Find(100));
  EXPECT_TRUE(record.Find(101));
}

TEST(Record, HoldsFewerWhereTheyAreLarge) {
  Record record;
  const std::string event = R"({"request":")" + std::string(Record::kLongestText - 100, 'x') + R"("})";
  const std::size_t most = Record::kKeptBytes / event.size();
  for (std::size_t i = 0; i < most + 10; ++i) {
    record.Keep(CallIn("p", event, "{}"));
  }
  EXPECT_LE(CountOf(record), most);
  EXPECT_GE(CountOf(record), most - 1);
  EXPECT_TRUE(record.Find(static_cast<std::int64_t>(most) + 10));
}

std::string VerdictOf(Outcome::Kind kind, const std::string& text, bool is_asynchronous = false) {
  RecordedCall call = CallIn("p", "{}", text);
  call.outcome.kind = kind;
  call.invocation.is_asynchronous = is_asynchronous;
  rapidjson::Document shown;
  EXPECT_TRUE(api::ParseJson(ShownCall(call), shown));
  EXPECT_FALSE(shown.HasMember("id")) << "it is not kept";
  EXPECT_EQ(shown.HasMember("answer"), kind == Outcome::Kind::kAnswered);
  EXPECT_EQ(shown.HasMember("error"), kind != Outcome::Kind::kAnswered && !text.empty());
  return shown["verdict"].GetString();
}

TEST(Record, SaysWhatCameOfACall) {
  EXPECT_EQ(VerdictOf(Outcome::Kind::kAnswered, R"({"response":{}})"), "answered");
  for (const char* text : {"", "no JSON", "null", "[]", "{}", R"({"response":1})"}) {
    EXPECT_EQ(VerdictOf(Outcome::Kind::kAnswered, text), "malformed") << text;
    EXPECT_EQ(VerdictOf(Outcome::Kind::kAnswered, text, true), "answered") << "nobody reads it";
  }
  EXPECT_EQ(VerdictOf(Outcome::Kind::kFunctionError, "Bad password"), "error");
  EXPECT_EQ(VerdictOf(Outcome::Kind::kNotInvoked, "ResourceNotFoundException"), "not invoked");
  EXPECT_EQ(VerdictOf(Outcome::Kind::kSkipped, ""), "skipped");
}

constexpr const char* kSecrets =
    R"({"userName":"ada","request":{"password":"Corr3ct-horse","validationData":{"kept":"shown"},"code":"123456",)"
    R"("challengeAnswer":"Argos","attributes":{"tokenResponse":{"access_token":"ya29.secret","id_token":"eyJ.secret",)"
    R"("refresh_token":"1//secret"},"idToken":{"sub":"7"}},"privateChallengeParameters":{"answer":"Argos","more":["4711"]}},"response":{}})";

TEST(Record, ShowsOnlyTheLengthOfWhatIsSecret) {
  Record record;
  record.Keep(CallIn("p", kSecrets, kSecrets));
  const std::string shown = record.Json("", 0);
  for (const char* secret : {"Corr3ct", "123456", "Argos", "secret", "4711"}) {
    EXPECT_EQ(shown.find(secret), std::string::npos) << secret << " in " << shown;
  }
  EXPECT_NE(shown.find(R"x("password":"... (13 characters)")x"), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"("kept":"shown")"), std::string::npos);
  EXPECT_NE(shown.find(R"("sub":"7")"), std::string::npos);
}

TEST(Record, ShowsNoSecretsThatAFunctionRepeats) {
  Record record;
  RecordedCall call = CallIn("p", kSecrets, "The password Corr3ct-horse is wrong");
  call.outcome.kind = Outcome::Kind::kFunctionError;
  call.outcome.hint = "it said Corr3ct-horse";
  record.Keep(call);
  record.Keep(CallIn("p", kSecrets, R"({"request":{"password":"Corr3ct-horse"},,)"));
  record.Keep(CallIn("p", R"({"request":{"password":"a\"quoted\"one"}})", R"({"password":"a\"quoted\"one",,)"));
  const std::string shown = record.Json("", 0);
  EXPECT_EQ(shown.find("Corr3ct"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("quoted"), std::string::npos) << shown;
  EXPECT_NE(shown.find("The password ... (13 characters) is wrong"), std::string::npos) << shown;
}

TEST(Record, KeepsSecretsForAReplay) {
  Record record;
  const std::int64_t id = record.Keep(CallIn("p", kSecrets));
  const auto called = record.Find(id);
  ASSERT_TRUE(called);
  EXPECT_EQ(called->invocation.event, kSecrets);
  EXPECT_FALSE(called->is_cut);
  EXPECT_FALSE(record.Find(id + 1));
}

TEST(Record, CutsWhatIsTooLongAndItsSecretsFirst) {
  Record record;
  const std::string longer(Record::kLongestText, 'x');
  const std::string event = R"({"request":{"password":"Corr3ct-horse","more":")" + longer + R"("},"response":{}})";
  const std::int64_t id = record.Keep(CallIn("p", event, event));
  const auto called = record.Find(id);
  ASSERT_TRUE(called);
  EXPECT_TRUE(called->is_cut);
  EXPECT_LE(called->invocation.event.size(), Record::kLongestText + 3);
  const std::string shown = record.Json("", 0);
  EXPECT_EQ(shown.find("Corr3ct"), std::string::npos);
  const rapidjson::Document list = Listed(record);
  EXPECT_TRUE(list["triggers"][0]["event"].IsString()) << "it is no JSON any more";
  EXPECT_EQ(std::string(list["triggers"][0]["verdict"].GetString()), "answered") << "before it was cut";
}

TEST(Record, HasNoSecretsWhereTheEventIsCut) {
  Record record;
  const std::string event = R"({"request":{"password":"Corr3ct-horse","more":")" + std::string(Record::kLongestText, 'x') + R"("}})";
  RecordedCall call = CallIn("p", event, "Corr3ct-horse is wrong");
  call.outcome.hint = "it said Corr3ct-horse";
  for (const auto kind : {Outcome::Kind::kFunctionError, Outcome::Kind::kAnswered}) {
    call.outcome.kind = kind;
    record.Keep(call);
  }
  const std::string shown = record.Json("", 0);
  EXPECT_EQ(shown.find("Corr3ct"), std::string::npos);
  EXPECT_NE(shown.find(R"("error":"... (13 characters) is wrong")"), std::string::npos) << shown.substr(shown.size() - 1000);
  EXPECT_NE(shown.find(R"("answer":"... (13 characters) is wrong")"), std::string::npos) << shown.substr(shown.size() - 1000);
}

TEST(Record, HoldsTheLengthAloneOfALongAnswer) {
  Record record;
  const RecordedCall call =
      CallIn("p", "{}", R"({"response":{"privateChallengeParameters":{"a":")" + std::string(300'000, 'x') + R"("}}})");
  record.Keep(call);
  for (const std::string& shown : {record.Json("", 0), ShownCall(call)}) {
    EXPECT_NE(shown.find(R"x("answer":"... (300052 bytes)")x"), std::string::npos) << shown.substr(0, 1000);
    EXPECT_NE(shown.find(R"("verdict":"answered")"), std::string::npos) << shown.substr(0, 1000);
    EXPECT_LT(shown.size(), 1000U);
  }
}

TEST(Record, IsJsonWhateverAFunctionAnswers) {
  Record record;
  record.Keep(CallIn("p", "{}", "\xff bytes \"\n"));
  EXPECT_EQ(std::string(Listed(record)["triggers"][0]["answer"].GetString()), " bytes \"\n");
}

TEST(Record, MayBeKeptAndReadByManyThreads) {
  Record record;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&record] {
      for (int j = 0; j < 50; ++j) {
        record.Keep(CallIn("p"));
        record.Find(1);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(CountOf(record), 200U);
  EXPECT_EQ(record.Keep(CallIn("p")), 201);
}

}  // namespace
}  // namespace rockpool::triggers
