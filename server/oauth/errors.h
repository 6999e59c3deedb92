// How a request to an OAuth endpoint is refused: three ways, by whom can be told. OAuthEndpoint makes answers of them.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/form.h"
#include "server/http/message.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

class OAuthError : public std::exception {
 public:
  const char* what() const noexcept override { return error_.c_str(); }
  const std::string& error() const { return error_; }

 protected:
  explicit OAuthError(std::string error) : error_(std::move(error)) {}

 private:
  std::string error_;
};

// The application cannot be told, since it is not proved who asks and whereto an answer may go: 302 to /error?error=...&parameters, whose
// page is a 400. An empty `error` is left out.
class PageError : public OAuthError {
 public:
  // Both ways of writing blanks were recorded, of different errors.
  explicit PageError(std::string error, http::NamedValues parameters = {}, http::Blanks blanks = http::Blanks::kPlus)
      : OAuthError(std::move(error)), parameters_(std::move(parameters)), blanks_(blanks) {}
  const http::NamedValues& parameters() const { return parameters_; }
  http::Blanks blanks() const { return blanks_; }

 private:
  http::NamedValues parameters_;
  http::Blanks blanks_;
};

// The application is told at its redirect URI, which is one of the client's: 302 with error_description, state and error, in this order
// (recorded, e.g. cloudfront-authorization-at-edge#82), in the fragment if the request asked for tokens.
class RedirectError : public OAuthError {
 public:
  struct Place {
    std::string redirect_uri;
    bool in_fragment = false;
    std::optional<std::string> state;
  };

  RedirectError(Place place, std::string error, std::optional<std::string> description = std::nullopt)
      : OAuthError(std::move(error)), place_(std::move(place)), description_(std::move(description)) {}
  const Place& place() const { return place_; }
  const std::optional<std::string>& description() const { return description_; }

 private:
  Place place_;
  std::optional<std::string> description_;
};

// A program is told: {"error":...,"error_description":...}.
class JsonError : public OAuthError {
 public:
  explicit JsonError(std::string error, std::optional<std::string> description = std::nullopt, int status = 400, http::Headers headers = {})
      : OAuthError(std::move(error)), description_(std::move(description)), status_(status), headers_(std::move(headers)) {}
  const std::optional<std::string>& description() const { return description_; }
  int status() const { return status_; }
  const http::Headers& headers() const { return headers_; }

 private:
  std::optional<std::string> description_;
  int status_;
  http::Headers headers_;
};

http::Response AnswerOf(const Exchange& exchange, const PageError& error);
http::Response AnswerOf(const RedirectError& error);
http::Response AnswerOf(const JsonError& error);

// 302. `location` is a header's value: what comes from a client was encoded or compared before.
http::Response RedirectTo(std::string location);

// 302 to a page of ours, by BrowserOriginOf; `path_and_query` begins with a slash.
http::Response RedirectToPage(const Exchange& exchange, std::string_view path_and_query);

// How fields are told to an application: behind its redirect URI, spaces as `+` (recorded).
std::string AtRedirectUri(const RedirectError::Place& place, const http::NamedValues& fields);

}  // namespace rockpool::oauth
