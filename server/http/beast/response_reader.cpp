#include "server/http/beast/response_reader.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <optional>
#include <utility>

#include "server/http/beast/chunks.h"
#include "server/util/strings.h"

namespace rockpool::http::beast {
namespace {

namespace bhttp = boost::beast::http;
using boost::beast::error_code;
using Parser = bhttp::response_parser<bhttp::string_body>;

constexpr std::uint32_t kMaxHeaderBytes = 32U * 1024;
// The header's limit does not hold for the extensions of chunks and for trailers, which wait here until they are whole.
constexpr std::size_t kMostUnreadBytes = 64UL * 1024;

std::string_view View(boost::beast::string_view text) { return {text.data(), text.size()}; }

[[noreturn]] void RefuseAnswer() { throw FetchError("the answer is no HTTP response"); }

}  // namespace

class ResponseReader::Impl {
 public:
  Impl(std::size_t max_body_bytes, bool to_head) : max_body_bytes_(max_body_bytes), to_head_(to_head) { Begin(); }

  bool Received(std::string_view bytes) {
    unread_.append(bytes);
    while (MayParse(*parser_, unread_.size())) {
      error_code ec;
      const std::size_t parsed = parser_->put(boost::asio::const_buffer(unread_.data(), unread_.size()), ec);
      unread_.erase(0, parsed);
      if (ec == bhttp::error::body_limit) {
        throw FetchError("the answer is larger than " + std::to_string(max_body_bytes_) + " bytes", FetchError::Kind::kTooLong);
      }
      if ((ec && ec != bhttp::error::need_more) || unread_.size() > kMostUnreadBytes) {
        RefuseAnswer();
      }
      if (parser_->is_header_done() && !parser_->eager()) {
        TakeHeader();
      }
      if (parser_->is_done()) {
        if (response_.status / 100 != 1) {
          return true;
        }
        Begin();  // 100 Continue, 103 Early Hints: the response is still to come
      } else if (ec || parsed == 0) {
        return false;
      }
    }
    return false;
  }

  void Ended() {
    error_code ec;
    if (parser_->got_some()) {
      parser_->put_eof(ec);
    }
    if (ec || !parser_->is_done()) {
      throw FetchError("the connection ended before the answer did", FetchError::Kind::kBroken);
    }
  }

  std::size_t BodyBytes() const { return parser_->get().body().capacity(); }  // room is made for a length that is announced

  FetchResponse Take() {
    response_.body = std::move(parser_->get().body());
    return std::move(response_);
  }

 private:
  void Begin() {
    parser_.emplace();
    parser_->header_limit(kMaxHeaderBytes);
    parser_->body_limit(max_body_bytes_);
    parser_->skip(to_head_);
    response_ = {};
  }

  // Between the header and what follows it: the parser puts the trailers among its fields, where they could pass for a Location.
  void TakeHeader() {
    const auto& header = parser_->get().base();
    response_.status = static_cast<int>(header.result_int());
    for (const auto& field : header) {
      // Beast reads the list up to its first error, and takes an encoding that it does not know for none.
      if (field.name() == bhttp::field::transfer_encoding && !util::EqualsIgnoringCase(View(field.value()), "chunked")) {
        RefuseAnswer();
      }
      response_.headers.Add(View(field.name_string()), std::string(View(field.value())));
    }
    parser_->eager(true);
  }

  const std::size_t max_body_bytes_;
  const bool to_head_;
  std::optional<Parser> parser_;
  FetchResponse response_;
  std::string unread_;
};

ResponseReader::ResponseReader(std::size_t max_body_bytes, bool to_head) : impl_(std::make_unique<Impl>(max_body_bytes, to_head)) {}
ResponseReader::~ResponseReader() = default;
bool ResponseReader::Received(std::string_view bytes) { return impl_->Received(bytes); }
void ResponseReader::Ended() { impl_->Ended(); }
std::size_t ResponseReader::BodyBytes() const { return impl_->BodyBytes(); }
FetchResponse ResponseReader::Take() { return impl_->Take(); }

}  // namespace rockpool::http::beast
