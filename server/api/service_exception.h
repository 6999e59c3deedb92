// The base of all errors that reach a client. The model's errors are generated into server/api/errors.h.
#pragma once

#include <exception>
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

}  // namespace rockpool::api
