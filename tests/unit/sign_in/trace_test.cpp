// The ring of traces by itself.
#include "server/sign_in/trace.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

TracedCall CallOf(const std::string& pool, const std::string& name, const std::string& username = "") {
  TracedCall call;
  call.user_pool_id = pool;
  call.name = name;
  call.username = username;
  return call;
}

std::size_t CountOf(const std::string& json) {
  std::size_t count = 0;
  for (std::size_t at = json.find(R"("id":)"); at != std::string::npos; at = json.find(R"("id":)", at + 1)) {
    ++count;
  }
  return count;
}

TEST(Traces, HoldTheNewestThousand) {
  Traces traces;
  for (int i = 0; i < 1'200; ++i) {
    traces.Keep(CallOf("p", "u"));
  }
  const std::string json = traces.Json("", "", 0);
  EXPECT_EQ(CountOf(json), Traces::kKept);
  EXPECT_EQ(json.find(R"("id":200,)"), std::string::npos);
  EXPECT_NE(json.find(R"("id":201,)"), std::string::npos);
  EXPECT_EQ(CountOf(traces.Json("", "", 1'199)), 1U);
}

TEST(Traces, AreSelectedByPoolAndByEitherNameOfTheUser) {
  Traces traces;
  traces.Keep(CallOf("p", "a@example.com", "a"));
  traces.Keep(CallOf("p", "b"));
  traces.Keep(CallOf("q", "a", "a"));
  EXPECT_EQ(CountOf(traces.Json("p", "", 0)), 2U);
  EXPECT_EQ(CountOf(traces.Json("p", "a", 0)), 1U);
  EXPECT_EQ(CountOf(traces.Json("p", "a@example.com", 0)), 1U);
  EXPECT_EQ(CountOf(traces.Json("", "a", 0)), 2U);
  EXPECT_EQ(traces.Json("r", "", 0), R"({"sign_ins":[]})");
}

TEST(Traces, TakeCallsOfManyThreads) {
  Traces traces;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&traces] {
      for (int j = 0; j < 100; ++j) {
        traces.Keep(CallOf("p", "u"));
        traces.Json("p", "", 395);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(CountOf(traces.Json("", "", 0)), 400U);
}

TEST(Trace, CutsLongTextBetweenCharacters) {
  Trace trace;
  std::string name;
  for (int i = 0; i < 200; ++i) {
    name += "\u4eba";
  }
  trace.SetName(name);
  EXPECT_LE(trace.call().name.size(), 260U);
  EXPECT_TRUE(util::IsUtf8(trace.call().name));
  trace.Check("rule");
  trace.Refuse("E", std::string(1'000, 'x'));
  EXPECT_LE(trace.call().steps.at(0).reason.size(), 260U);
}

TEST(Traces, TellAllCallsOfOneSignInByItsNameOrTheNumberOfACall) {
  Traces traces;
  for (const char* sign_in : {"a", "b", "a", ""}) {
    TracedCall call = CallOf("p", "u");
    call.sign_in = sign_in;
    traces.Keep(std::move(call));
  }
  EXPECT_EQ(CountOf(traces.JsonOfSignIn("a")), 2U);
  EXPECT_EQ(traces.JsonOfSignIn("3"), traces.JsonOfSignIn("a"));
  EXPECT_EQ(CountOf(traces.JsonOfSignIn("b")), 1U);
  EXPECT_EQ(CountOf(traces.JsonOfSignIn("4")), 1U);
  EXPECT_EQ(traces.JsonOfSignIn(""), R"({"sign_ins":[]})");
  EXPECT_EQ(traces.JsonOfSignIn("5"), R"({"sign_ins":[]})");
}

}  // namespace
}  // namespace rockpool::sign_in
