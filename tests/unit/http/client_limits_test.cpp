#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/http/beast/client.h"
#include "tests/support/raw_http.h"
#include "tests/unit/http/fetching.h"

namespace rockpool::http::beast {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using support::RawServer;

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

// A request none of whose limits passes in a test, so that the one that is set is the one that does.
FetchRequest PatientRequestTo(const std::string& scheme, const std::string& host, std::uint16_t port) {
  FetchRequest request = RequestTo(scheme, host, port);
  request.times = {minutes(1), minutes(1), minutes(1), minutes(1), minutes(1)};
  return request;
}

// Look-ups that do not end before they are answered, or the test ends.
class SilentNameServer {
 public:
  SilentNameServer() = default;
  SilentNameServer(const SilentNameServer&) = delete;
  SilentNameServer& operator=(const SilentNameServer&) = delete;
  ~SilentNameServer() { Answer(); }

  Resolver resolver() const {
    return [state = state_](const std::string&) {
      ++state->asked;
      state->asked.notify_all();
      state->is_answered.wait(false);
      return std::vector<std::string>{"127.0.0.1"};
    };
  }

  void Answer() {
    state_->is_answered = true;
    state_->is_answered.notify_all();
  }
  void WaitUntilAsked() const { state_->asked.wait(0); }
  int asked() const { return state_->asked; }

 private:
  struct State {  // a look-up may outlive the test
    std::atomic<int> asked = 0;
    std::atomic<bool> is_answered = false;
  };

  const std::shared_ptr<State> state_ = std::make_shared<State>();
};

TEST(ClientLimits, BoundTheLookUp) {
  const SilentNameServer names;
  Client client(names.resolver());
  FetchRequest request = PatientRequestTo("http", "slow", 1);
  request.times.resolve = milliseconds(50);
  EXPECT_EQ(ErrorOf(client, request), "slow could not be looked up in time");
}

TEST(ClientLimits, BoundTheTlsHandshake) {
  const RawServer server([](const std::string&) { return std::nullopt; });
  Client client;
  FetchRequest request = PatientRequestTo("https", "127.0.0.1", server.port());
  request.times.tls = milliseconds(50);
  EXPECT_EQ(ErrorOf(client, request), "127.0.0.1: there was no TLS handshake in time");
}

TEST(ClientLimits, BoundTheWaitForTheFirstByte) {
  const RawServer server([](const std::string&) { return std::nullopt; });
  Client client;
  FetchRequest request = PatientRequestTo("http", "127.0.0.1", server.port());
  request.times.first_byte = milliseconds(50);
  EXPECT_EQ(ErrorOf(client, request), "127.0.0.1: there was no answer in time");
}

TEST(ClientLimits, BoundAnAnswerThatDoesNotEnd) {
  const support::Descriptor listener = support::ListenLocally();
  std::thread server([&listener] {
    const support::Descriptor connection(accept(listener.get(), nullptr, nullptr));
    constexpr std::string_view kBegin = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort";
    send(connection.get(), kBegin.data(), kBegin.size(), MSG_NOSIGNAL);
    std::array<char, 1024> ignored{};
    while (recv(connection.get(), ignored.data(), ignored.size(), 0) > 0) {
    }
  });
  Client client;
  FetchRequest request = PatientRequestTo("http", "127.0.0.1", support::PortOf(listener));
  request.times.whole = milliseconds(300);
  EXPECT_EQ(ErrorOf(client, request), "127.0.0.1: the answer did not end in time");
  server.join();
}

TEST(ClientLimits, AreToldFromConnectionsThatBreakAndFromAllElse) {
  using Kind = FetchError::Kind;
  const auto kind_of = [](std::optional<std::string> answer) {
    const RawServer server([&answer](const std::string&) { return answer; });
    Client client;
    FetchRequest request = PatientRequestTo("http", "127.0.0.1", server.port());
    request.times.first_byte = milliseconds(50);
    return KindOf(client, request);
  };
  EXPECT_EQ(kind_of(std::nullopt), Kind::kTimedOut);
  EXPECT_EQ(kind_of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"), Kind::kBroken);
  EXPECT_EQ(kind_of(""), Kind::kBroken);
  EXPECT_EQ(kind_of("no HTTP at all\r\n\r\n"), Kind::kOther);
  EXPECT_EQ(kind_of("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), std::nullopt);
  const SilentNameServer names;
  Client client(names.resolver());
  FetchRequest request = PatientRequestTo("http", "slow", 1);
  request.times.resolve = milliseconds(50);
  EXPECT_EQ(KindOf(client, request), Kind::kTimedOut);
}

ClientSettings OneCallPerHost() {
  ClientSettings settings;
  settings.calls_per_host = 1;
  return settings;
}

TEST(ClientLimits, FailACallAtOnceWhereTheHostHasTooMany) {
  std::promise<void> arrived;
  std::promise<void> release;
  const RawServer busy([&](const std::string&) -> std::optional<std::string> {
    arrived.set_value();
    release.get_future().wait();
    return kOk;
  });
  const RawServer idle([](const std::string&) { return kOk; });  // the same host, for a port is no other host
  Client client(SystemResolve, OneCallPerHost());
  auto first = std::async(std::launch::async, [&] { return client.Fetch(PatientRequestTo("http", "127.0.0.1", busy.port())).status; });
  arrived.get_future().wait();

  FetchRequest second = PatientRequestTo("http", "127.0.0.1", idle.port());
  EXPECT_EQ(ErrorOf(client, second), "127.0.0.1: too many calls to it are under way (1)");
  second.capped = false;
  EXPECT_EQ(client.Fetch(second).status, 200);
  EXPECT_EQ(client.Fetch(PatientRequestTo("http", "localhost", idle.port())).status, 200);

  release.set_value();
  EXPECT_EQ(first.get(), 200);
  second.capped = true;
  EXPECT_EQ(client.Fetch(second).status, 200);
}

TEST(ClientLimits, GiveAPlaceBackWhateverTheEnd) {
  const RawServer server([](const std::string&) { return "no HTTP\r\n\r\n"; });
  Client client(SystemResolve, OneCallPerHost());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(ErrorOf(client, PatientRequestTo("http", "localhost", server.port())), "localhost: the answer is no HTTP response");
  }
}

TEST(ClientLimits, LookAHostUpOnceHoweverManyCallsAskMeanwhile) {
  SilentNameServer names;
  Client client(names.resolver());
  FetchRequest request = PatientRequestTo("http", "slow", 1);
  request.times.resolve = milliseconds(50);
  for (const bool capped : {true, false, false}) {
    request.capped = capped;
    EXPECT_EQ(ErrorOf(client, request), "slow could not be looked up in time");
  }
  names.WaitUntilAsked();
  EXPECT_EQ(names.asked(), 1) << "no thread for each that gave up";
}

TEST(ClientLimits, LetAllWhoAskedMeanwhileHaveTheAnswerAndAskAnewAfterwards) {
  const RawServer server([](const std::string&) { return kOk; });
  SilentNameServer names;
  Client client(names.resolver());
  const FetchRequest request = PatientRequestTo("http", "localhost", server.port());
  std::vector<std::future<int>> calls(3);
  for (auto& call : calls) {
    call = std::async(std::launch::async, [&] { return client.Fetch(request).status; });
  }
  names.Answer();
  for (auto& call : calls) {
    EXPECT_EQ(call.get(), 200);
  }
  const int asked = names.asked();
  EXPECT_EQ(client.Fetch(request).status, 200);
  EXPECT_EQ(names.asked(), asked + 1);
}

constexpr const char* kNoMore = ": nothing is fetched any more, for the server stops";

TEST(ClientStop, EndsAWaitForAnAnswerAndLetsNothingBegin) {
  std::promise<void> asked;
  const RawServer server([&asked](const std::string&) {
    asked.set_value();
    return std::nullopt;
  });
  Client client;
  const FetchRequest request = PatientRequestTo("http", "127.0.0.1", server.port());
  auto waiting = std::async(std::launch::async, [&] { return ErrorOf(client, request); });
  asked.get_future().wait();
  client.Stop();
  EXPECT_EQ(waiting.get(), std::string("127.0.0.1") + kNoMore);
  EXPECT_EQ(ErrorOf(client, request), std::string("127.0.0.1") + kNoMore) << "and the server was not asked again";
  client.Stop();
}

TEST(ClientStop, EndsAWaitForALookUp) {
  SilentNameServer names;
  Client client(names.resolver());
  auto waiting = std::async(std::launch::async, [&] { return ErrorOf(client, PatientRequestTo("http", "slow", 1)); });
  names.WaitUntilAsked();
  client.Stop();
  EXPECT_EQ(waiting.get(), std::string("slow") + kNoMore);
}

}  // namespace
}  // namespace rockpool::http::beast
