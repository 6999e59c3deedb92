// The base of all errors that reach a client, and the words of some. The model's errors are generated into server/api/errors.h.
#pragma once

#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace rockpool::api {

class ServiceException : public std::exception {
 public:
  // `type` is AWS's name of the error without a namespace and outlives the exception (a literal).
  ServiceException(std::string_view type, int http_status, std::string message)
      : type_(type), http_status_(http_status), message_(std::move(message)) {}

  std::string_view type() const { return type_; }
  int http_status() const { return http_status_; }
  const std::string& message() const { return message_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string_view type_;
  int http_status_;
  std::string message_;
};

// How the service words what breaks its model, for rules beside the model that are answered in the same way.

// "Value 'x' at 'poolName' failed to satisfy constraint: Member must not be null". `shown` is what is told of the value: the value between
// quotes, null, or nothing where it is a secret.
std::string Violation(std::string_view shown, std::string_view path, std::string_view constraint);

// The message of the error for them, which are one or more: "1 validation error detected: ...".
std::string ViolationsText(std::span<const std::string> violations);

// The same for a single one.
std::string ViolationText(std::string_view shown, std::string_view path, std::string_view constraint);

}  // namespace rockpool::api
