#include "server/messaging/smtp_relay.h"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string_view>

#include "server/crypto/base64.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_random.h"
#include "tests/unit/messaging/mail_server.h"

namespace rockpool::messaging {
namespace {

constexpr std::chrono::seconds kLong{30};

// Does not answer who looks up silent.invalid, as long as it is told nothing else. One at a time.
class SilentNameServer {
 public:
  SilentNameServer() { in_use = this; }
  SilentNameServer(const SilentNameServer&) = delete;
  SilentNameServer& operator=(const SilentNameServer&) = delete;
  ~SilentNameServer() { in_use = nullptr; }

  void WaitUntilAsked() { asked_.get_future().wait(); }
  // Returns when nobody waits for it any more.
  void Answer() {
    answer_.set_value();
    gone_->get_future().wait();
  }

  int LookUp() {
    asked_.set_value();
    answer_.get_future().wait();
    thread_local AtThreadExit at_exit;
    at_exit.gone = gone_;
    return EAI_NONAME;
  }

  static std::atomic<SilentNameServer*> in_use;

 private:
  // (In place of set_value_at_thread_exit, which the thread sanitizer does not see through.)
  struct AtThreadExit {
    AtThreadExit() = default;
    AtThreadExit(const AtThreadExit&) = delete;
    AtThreadExit& operator=(const AtThreadExit&) = delete;
    ~AtThreadExit() { gone->set_value(); }
    std::shared_ptr<std::promise<void>> gone;
  };

  std::promise<void> asked_;
  std::promise<void> answer_;
  std::shared_ptr<std::promise<void>> gone_ = std::make_shared<std::promise<void>>();
};

std::atomic<SilentNameServer*> SilentNameServer::in_use = nullptr;

}  // namespace
}  // namespace rockpool::messaging

// In the place of the C library's, which libcurl calls on a thread of its own.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
  using rockpool::messaging::SilentNameServer;
  SilentNameServer* const silent = SilentNameServer::in_use;
  if (silent != nullptr && name != nullptr && std::string_view(name) == "silent.invalid") {
    return silent->LookUp();
  }
  static const auto of_the_system = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return of_the_system(name, service, hints, found);
}

namespace rockpool::messaging {
namespace {

using support::MailServer;

Outgoing Mail() {
  Outgoing outgoing;
  outgoing.message.medium = "EMAIL";
  outgoing.message.destination = "ada@example.com";
  outgoing.message.subject = "Your code";
  outgoing.message.body = "Your code is <b>123456</b>. \u00fc\r\n.\r\nRSET";
  return outgoing;
}

// "delivered", or the error and whether it lasts.
std::string Delivered(const std::string& url, const Outgoing& outgoing, const std::stop_token& stop = {}) {
  support::FakeWallClock clock;
  support::FakeRandom random;
  SmtpRelay relay(url, clock, random);
  try {
    relay.Deliver(outgoing, stop);
    return "delivered";
  } catch (const RelayError& error) {
    return error.kind() == RelayError::Kind::kLasting ? "lasting" : "passing";
  }
}

bool Has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

TEST(SmtpRelay, TakesEmailsAlone) {
  support::FakeWallClock clock;
  support::FakeRandom random;
  const SmtpRelay relay("smtp://127.0.0.1:1", clock, random);
  storage::Message message;
  message.medium = "EMAIL";
  EXPECT_TRUE(relay.Takes(message));
  message.medium = "SMS";
  EXPECT_FALSE(relay.Takes(message));
}

TEST(SmtpRelay, DeliversAnHtmlPageInUtf8) {
  const MailServer server;
  ASSERT_EQ(Delivered(server.Url(), Mail()), "delivered");
  const std::vector<std::string> lines = server.Lines();
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0], "EHLO rockpool.localhost");
  for (const char* line :
       {"MAIL FROM:<no-reply@verificationemail.com>", "RCPT TO:<ada@example.com>", "From: <no-reply@verificationemail.com>",
        "To: <ada@example.com>", "Subject: Your code", "Date: Tue, 14 Nov 2023 22:13:20 +0000", "Content-Type: text/html; charset=UTF-8",
        "Content-Transfer-Encoding: base64"}) {
    EXPECT_TRUE(Has(lines, line)) << line;
  }
  EXPECT_TRUE(Has(lines, crypto::Base64Encode(Mail().message.body)));
}

TEST(SmtpRelay, NamesThePoolsOwnSender) {
  const MailServer server;
  Outgoing outgoing = Mail();
  outgoing.from = "J\u00fcrgen <j@pool.example>";
  outgoing.reply_to = "help@pool.example";
  ASSERT_EQ(Delivered(server.Url(), outgoing), "delivered");
  EXPECT_TRUE(Has(server.Lines(), "MAIL FROM:<j@pool.example>"));
  EXPECT_TRUE(Has(server.Lines(), "From: =?UTF-8?B?SsO8cmdlbg==?= <j@pool.example>"));
  EXPECT_TRUE(Has(server.Lines(), "Reply-To: <help@pool.example>"));
}

TEST(SmtpRelay, LetsNoSubjectBeginAHeader) {
  const MailServer server;
  Outgoing outgoing = Mail();
  outgoing.message.subject = "a\r\nBcc: mallory@example.com\r\n\r\nbody";
  ASSERT_EQ(Delivered(server.Url(), outgoing), "delivered");
  EXPECT_TRUE(std::ranges::none_of(server.Lines(), [](const std::string& line) { return line.starts_with("Bcc"); }));
}

TEST(SmtpRelay, NeverSendsWhatIsNoAddress) {
  const MailServer server;
  Outgoing outgoing = Mail();
  outgoing.message.destination = "ada@example.com>\r\nRCPT TO:<mallory@example.com";
  EXPECT_EQ(Delivered(server.Url(), outgoing), "lasting");
  EXPECT_TRUE(server.Lines().empty());
}

TEST(SmtpRelay, TellsFailuresThatPassFromThoseThatLast) {
  const MailServer full("452 later");
  EXPECT_EQ(Delivered(full.Url(), Mail()), "passing");
  const MailServer strict("550 nobody here");
  EXPECT_EQ(Delivered(strict.Url(), Mail()), "lasting");
  std::string nobody;
  {
    const MailServer gone;
    nobody = gone.Url();
  }
  EXPECT_EQ(Delivered(nobody, Mail()), "passing");
}

TEST(SmtpRelay, LeavesASilentServerWhenItIsAskedToStop) {
  const support::Descriptor silent = support::ListenLocally();
  std::stop_source stop;
  stop.request_stop();
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(Delivered("smtp://127.0.0.1:" + std::to_string(support::PortOf(silent)), Mail(), stop.get_token()), "passing");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, kRelayTime);
}

TEST(SmtpRelay, LeavesASilentNameServerWhenItIsAskedToStop) {
  SilentNameServer names;
  std::stop_source stop;
  std::future<std::string> delivered =
      std::async(std::launch::async, [&stop] { return Delivered("smtp://silent.invalid:25", Mail(), stop.get_token()); });
  names.WaitUntilAsked();
  stop.request_stop();
  EXPECT_EQ(delivered.wait_for(kLong), std::future_status::ready);
  names.Answer();
  EXPECT_EQ(delivered.get(), "passing");
}

}  // namespace
}  // namespace rockpool::messaging
