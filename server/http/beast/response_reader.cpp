#include "server/http/beast/response_reader.h"

#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <optional>
#include <utility>

#include "server/http/beast/chunks.h"
#include "server/http/client.h"

namespace rockpool::http::beast {
namespace {

namespace bhttp = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::size_t kMaxHeaderBytes = 32UL * 1024;
constexpr std::size_t kMostUnreadBytes = 64UL * 1024;

class Parser final : public bhttp::basic_parser<false> {
 public:
  explicit Parser(std::size_t max_body_bytes) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(kMaxHeaderBytes));
    body_limit(max_body_bytes);
  }

  ReceivedResponse TakeReceived() { return std::move(received_); }
  bool is_informational() const { return received_.status / 100 == 1; }

 private:
  void on_request_impl(bhttp::verb /*verb*/, string_view /*method*/, string_view /*target*/, int /*version*/, error_code& /*ec*/) override {
  }

  void on_response_impl(int status, string_view /*reason*/, int /*version*/, error_code& /*ec*/) override { received_.status = status; }

  void on_field_impl(bhttp::field field, string_view /*name*/, string_view value, error_code& /*ec*/) override {
    if (field == bhttp::field::location && !is_header_done()) {
      received_.location.assign(value.data(), value.size());
    }
    has_transfer_encoding_ = has_transfer_encoding_ || field == bhttp::field::transfer_encoding;
  }

  void on_header_impl(error_code& ec) override {
    if (has_transfer_encoding_ && !chunked()) {
      ec = bhttp::error::bad_transfer_encoding;
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*ec*/) override {}

  std::size_t on_body_impl(string_view bytes, error_code& /*ec*/) override {
    received_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t /*size*/, string_view /*extensions*/, error_code& /*ec*/) override {}

  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view bytes, error_code& ec) override { return on_body_impl(bytes, ec); }

  void on_finish_impl(error_code& /*ec*/) override {}

  ReceivedResponse received_;
  bool has_transfer_encoding_ = false;
};

}  // namespace

class ResponseReader::Impl {
 public:
  explicit Impl(std::size_t max_body_bytes) : max_body_bytes_(max_body_bytes), parser_(std::in_place, max_body_bytes) {}

  bool Received(std::string_view bytes) {
    unread_.append(bytes);
    while (MayParse(*parser_, unread_.size())) {
      error_code ec;
      unread_.erase(0, parser_->put(boost::asio::const_buffer(unread_.data(), unread_.size()), ec));
      if (ec == bhttp::error::body_limit) {
        throw FetchError("the answer is larger than " + std::to_string(max_body_bytes_) + " bytes");
      }
      if ((ec && ec != bhttp::error::need_more) || unread_.size() > kMostUnreadBytes) {
        throw FetchError("the answer is no HTTP response");
      }
      if (!parser_->is_done()) {
        return false;
      }
      if (!parser_->is_informational()) {
        return true;
      }
      parser_.emplace(max_body_bytes_);  // 100 Continue, 103 Early Hints: the response is still to come
    }
    return false;
  }

  void Ended() {
    error_code ec;
    if (parser_->got_some()) {
      parser_->put_eof(ec);
    }
    if (ec || !parser_->is_done()) {
      throw FetchError("the connection ended before the answer did");
    }
  }

  ReceivedResponse Take() { return parser_->TakeReceived(); }

 private:
  const std::size_t max_body_bytes_;
  std::optional<Parser> parser_;
  std::string unread_;
};

ResponseReader::ResponseReader(std::size_t max_body_bytes) : impl_(std::make_unique<Impl>(max_body_bytes)) {}
ResponseReader::~ResponseReader() = default;
bool ResponseReader::Received(std::string_view bytes) { return impl_->Received(bytes); }
void ResponseReader::Ended() { impl_->Ended(); }
ReceivedResponse ResponseReader::Take() { return impl_->Take(); }

}  // namespace rockpool::http::beast
