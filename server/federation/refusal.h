// How a sign-in through a provider is refused: by whom can be told.
#pragma once

#include <exception>
#include <string>
#include <utility>

namespace rockpool::federation {

// The application is told at its redirect URI. `error` and `error_description` are AWS's words.
class Refusal : public std::exception {
 public:
  Refusal(std::string error, std::string description) : error_(std::move(error)), description_(std::move(description)) {}
  const char* what() const noexcept override { return description_.c_str(); }
  const std::string& error() const { return error_; }
  const std::string& description() const { return description_; }

 private:
  std::string error_;
  std::string description_;
};

// `invalid_request`: what most refusals are.
inline Refusal InvalidRequest(std::string description) { return {"invalid_request", std::move(description)}; }

// `server_error` with `Invalid SAML response received: ` before it.
inline Refusal InvalidSamlResponse(const std::string& tail) { return {"server_error", "Invalid SAML response received: " + tail}; }

// `server_error`, `Exception processing authorization code`: all that has no words of its own once a code has come.
inline Refusal FailedCode() { return {"server_error", "Exception processing authorization code"}; }

}  // namespace rockpool::federation
