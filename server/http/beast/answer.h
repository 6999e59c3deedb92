// The bytes of one answer, and how many of them have left.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "server/http/beast/asio.h"
#include "server/http/beast/response_head.h"
#include "server/http/message.h"

namespace rockpool::http::beast {

// One thread at a time.
class Answer {
 public:
  // `response` outlives it, and is not changed any more.
  Answer(const Response& response, Connection connection, bool with_body)
      : head_(ResponseHead(response, connection, HttpDateOfNow())),
        body_(with_body ? std::string_view(response.body) : std::string_view()) {}

  // Hands the kernel what it takes at once. True if that was all of it. Whatever fails is left, for another one to fail with.
  bool SendNow(tcp::socket::native_handle_type socket) noexcept;

  // What has not left yet.
  std::string_view head() const { return std::string_view(head_).substr(std::min(sent_, head_.size())); }
  std::string_view body() const { return body_.substr(sent_ - std::min(sent_, head_.size())); }

 private:
  const std::string head_;
  const std::string_view body_;
  std::size_t sent_ = 0;
};

}  // namespace rockpool::http::beast
