#include "server/federation/oauth2/asking.h"

#include "server/http/form.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kMaxAnswerBytes = 256UL * 1024;
constexpr int kMaxRedirects = 20;  // documented

}  // namespace

http::FetchResponse Ask(const Asking& asking, const Question& question) {
  const auto url = http::ParseUrl(question.url);
  if (!url) {
    throw http::FetchError("an address of the provider cannot be read");
  }
  http::FetchRequest request{.method = question.method, .url = *url};
  request.url.target = http::WithQuery(url->target, question.query, http::Blanks::kPlus);
  request.headers.Add("User-Agent", "Amazon/Cognito");  // documented
  request.headers.Add("Accept", "application/json");
  if (!question.form.empty()) {
    request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
    request.body = question.form;
  }
  if (!question.bearer.empty()) {
    request.secret_headers.Add("Authorization", "Bearer " + question.bearer);
  }
  request.max_body_bytes = kMaxAnswerBytes;
  request.max_redirects = question.may_redirect ? kMaxRedirects : 0;
  return Fetch(asking.world, asking.provider, question.address, request);
}

// The texts are documented; which of them is whose, but for the two that name an address, is not.
// Assumed: a silent profile or discovery is "Read timed out", and a connection that breaks, of whichever address, "Connection reset".
Refusal RefusalOf(const http::FetchError& error, std::string_view timeout) {
  switch (error.kind()) {
    case http::FetchError::Kind::kTimedOut:
      return InvalidRequest(std::string(timeout));
    case http::FetchError::Kind::kBroken:
      return InvalidRequest("Connection reset");
    case http::FetchError::Kind::kTooLong:
    case http::FetchError::Kind::kOther:
      break;
  }
  return FailedCode();
}

}  // namespace rockpool::federation
