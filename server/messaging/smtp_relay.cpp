#include "server/messaging/smtp_relay.h"

#include <curl/curl.h>

#include <array>
#include <ctime>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

#include "server/messaging/mail.h"
#include "server/util/time_text.h"

namespace rockpool::messaging {
namespace {

// Who AWS's own e-mails are from (the developer guide, "Email settings for Amazon Cognito user pools").
constexpr std::string_view kUsualSender = "no-reply@verificationemail.com";

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlPointer = std::unique_ptr<CURL, CurlDeleter>;
using MimePointer = std::unique_ptr<curl_mime, CurlDeleter>;
using ListPointer = std::unique_ptr<curl_slist, CurlDeleter>;

[[noreturn]] void Fail(const std::string& text) { throw RelayError(text, RelayError::Kind::kLasting); }

void Require(CURLcode code) {
  if (code != CURLE_OK) {
    Fail(curl_easy_strerror(code));
  }
}

void Append(ListPointer& list, const std::string& text) {
  curl_slist* const longer = curl_slist_append(list.get(), text.c_str());
  if (longer == nullptr) {
    throw std::bad_alloc();
  }
  static_cast<void>(list.release());  // the same list, or nullptr
  list.reset(longer);
}

Mailbox SenderOf(const Outgoing& outgoing) { return ParseMailbox(outgoing.from).value_or(Mailbox{"", std::string(kUsualSender)}); }

// HTTP's form of a time, but for its zone, which e-mails write as an offset (RFC 5322, 3.3).
std::string DateOf(util::EpochMillis now) {
  const std::string time = util::HttpTime(static_cast<std::time_t>(now / 1000));
  return time.substr(0, time.size() - std::string_view("GMT").size()) + "+0000";
}

ListPointer HeadersOf(const Outgoing& outgoing, util::EpochMillis now, util::Random& random) {
  ListPointer headers;
  Append(headers, "Date: " + DateOf(now));
  Append(headers, "From: " + SenderOf(outgoing).ToHeader());
  Append(headers, "To: <" + outgoing.message.destination + ">");
  if (const auto reply_to = ParseMailbox(outgoing.reply_to)) {
    Append(headers, "Reply-To: " + reply_to->ToHeader());
  }
  Append(headers, "Message-ID: <" + util::RandomUuid(random) + "@rockpool.localhost>");
  Append(headers, "Subject: " + HeaderText(outgoing.message.subject));
  return headers;
}

MimePointer BodyOf(CURL* handle, const std::string& html) {
  MimePointer mime(curl_mime_init(handle));
  curl_mimepart* const part = mime ? curl_mime_addpart(mime.get()) : nullptr;
  if (part == nullptr) {
    throw std::bad_alloc();
  }
  Require(curl_mime_data(part, html.data(), html.size()));
  Require(curl_mime_type(part, "text/html; charset=UTF-8"));
  Require(curl_mime_encoder(part, "base64"));  // lines of any length, and a dot that begins one, are no matter
  return mime;
}

int StopIfAsked(void* stop, curl_off_t /*down_total*/, curl_off_t /*down*/, curl_off_t /*up_total*/, curl_off_t /*up*/) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

void SetUp(CURL* handle, const std::string& url, const std::stop_token& stop, char* error) {
  const long milliseconds = static_cast<long>(kRelayTime.count());
  Require(curl_easy_setopt(handle, CURLOPT_URL, url.c_str()));
  Require(curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp"));
  Require(curl_easy_setopt(handle, CURLOPT_PROXY, ""));  // whatever the environment says
  Require(curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L));
  // Else it waits for its thread that looks the name up, however long a silent name server takes, time limits or not.
  Require(curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L));
  Require(curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds));
  Require(curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds));
  Require(curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L));
  Require(curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &StopIfAsked));
  Require(curl_easy_setopt(handle, CURLOPT_XFERINFODATA, const_cast<std::stop_token*>(&stop)));
  Require(curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, error));
}

}  // namespace

SmtpRelay::SmtpRelay(std::string url, const util::WallClock& wall_clock, util::Random& random)
    // The path is what the server is greeted with; without one it would be this machine's name.
    : url_(std::move(url) + "/rockpool.localhost"), wall_clock_(wall_clock), random_(random) {
  static const CURLcode made_ready = curl_global_init(CURL_GLOBAL_NOTHING);
  if (made_ready != CURLE_OK) {
    throw std::runtime_error(curl_easy_strerror(made_ready));
  }
}

void SmtpRelay::Deliver(const Outgoing& outgoing, const std::stop_token& stop) {
  constexpr long kPermanent = 500;  // replies of 5xx (RFC 5321, 4.2.1)
  if (!IsMailAddress(outgoing.message.destination)) {
    Fail("what it goes to is no address");
  }
  const CurlPointer handle(curl_easy_init());
  if (!handle) {
    throw std::bad_alloc();
  }
  std::array<char, CURL_ERROR_SIZE> error{};
  SetUp(handle.get(), url_, stop, error.data());
  const std::string from = "<" + SenderOf(outgoing).address + ">";
  Require(curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str()));
  ListPointer to;
  Append(to, "<" + outgoing.message.destination + ">");
  Require(curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, to.get()));
  const ListPointer headers = HeadersOf(outgoing, wall_clock_.Now(), random_);
  Require(curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get()));
  const MimePointer body = BodyOf(handle.get(), outgoing.message.body);
  Require(curl_easy_setopt(handle.get(), CURLOPT_MIMEPOST, body.get()));

  const CURLcode code = curl_easy_perform(handle.get());
  if (code == CURLE_OK) {
    return;
  }
  long reply = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply);
  const std::string text = error[0] == '\0' ? curl_easy_strerror(code) : error.data();
  throw RelayError(text, reply >= kPermanent ? RelayError::Kind::kLasting : RelayError::Kind::kPassing);
}

}  // namespace rockpool::messaging
