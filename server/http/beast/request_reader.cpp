#include "server/http/beast/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/http/beast/chunks.h"
#include "server/util/strings.h"

namespace rockpool::http::beast {
namespace {

namespace bhttp = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

constexpr std::size_t kHeaderRead = 8UL * 1024;
constexpr std::size_t kBodyRead = 32UL * 1024;
constexpr std::uint64_t kMostReservedBytes = 64UL * 1024;

struct Target {
  std::string_view authority;
  std::string_view path_and_query;
};

// RFC 9112 (3.2.2): a server takes the absolute form too, which clients send that believe to speak to a proxy.
Target Parted(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (util::EqualsIgnoringCase(target.substr(0, scheme.size()), scheme)) {
      target.remove_prefix(scheme.size());
      const std::size_t end = std::min(target.find_first_of("/?"), target.size());
      return {target.substr(0, end), target.substr(end)};
    }
  }
  return {{}, target};
}

// Writes what Beast's parser finds straight into our own words: Beast's message type would cost a second copy of every header.
class Parser final : public bhttp::basic_parser<true> {
 public:
  explicit Parser(const RequestLimits& limits) : limits_(limits), most_body_bytes_(limits.body_bytes) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    body_limit(boost::none);  // until the head says what the request is
  }

  ReceivedRequest TakeReceived() { return std::move(received_); }
  const Request& request() const { return received_.request; }
  std::string TakeBody() { return std::exchange(received_.request.body, std::string()); }
  std::size_t body_bytes() const { return received_.request.body.size(); }
  std::size_t announced_body_bytes() const { return header_is_complete_ ? static_cast<std::size_t>(content_length().value_or(0)) : 0; }
  std::size_t most_body_bytes() const { return most_body_bytes_; }
  bool expects_continue() const { return expects_continue_ && !received_.is_http10; }

 private:
  void on_request_impl(bhttp::verb /*verb*/, string_view method, string_view target, int version, error_code& /*ec*/) override {
    received_.is_http10 = version == 10;
    received_.request.method = std::string(method.data(), method.size());
    const auto [authority, path_and_query] = Parted({target.data(), target.size()});
    received_.request.authority = authority;
    const std::size_t mark = std::min(path_and_query.find('?'), path_and_query.size());
    received_.request.path = mark == 0 ? "/" : path_and_query.substr(0, mark);
    received_.request.query = path_and_query.substr(std::min(mark + 1, path_and_query.size()));
  }

  void on_response_impl(int /*status*/, string_view /*reason*/, int /*version*/, error_code& /*ec*/) override {}

  void on_field_impl(bhttp::field field, string_view name, string_view value, error_code& /*ec*/) override {
    if (header_is_complete_) {
      return;  // a trailer: nothing of ours reads one, and merged it could replace what the header was judged by
    }
    if (field == bhttp::field::host) {
      has_two_hosts_ = std::exchange(has_host_, true) || has_two_hosts_;
    }
    if (field == bhttp::field::expect) {
      expects_continue_ = util::EqualsIgnoringCase({value.data(), value.size()}, "100-continue");
    }
    // Beast reads the list up to its first error, and would take "chunked;q=1, gzip" for chunked.
    has_strange_encoding_ = has_strange_encoding_ || (field == bhttp::field::transfer_encoding &&
                                                      !util::EqualsIgnoringCase({value.data(), value.size()}, "chunked"));
    received_.request.headers.Add({name.data(), name.size()}, {value.data(), value.size()});
  }

  void on_header_impl(error_code& ec) override {
    header_is_complete_ = true;
    received_.keep_alive = keep_alive();
    // Beast takes an encoding that it does not know for no body at all, and would read the body as the next request.
    if (has_strange_encoding_) {
      ec = bhttp::error::bad_transfer_encoding;
      return;
    }
    if (limits_.body_limit_of) {
      const std::size_t limit = limits_.body_limit_of(received_.request);
      most_body_bytes_ = limit == kStreamedBody ? limit : std::min(most_body_bytes_, limit);
    }
    body_limit(most_body_bytes_);  // for chunks; the announced length was looked at before this
    if (content_length().value_or(0) > most_body_bytes_) {
      ec = bhttp::error::body_limit;
    }
    // RFC 9112 (3.2): one that a proxy believed, and one that it did not see.
    if (has_two_hosts_) {
      ec = bhttp::error::bad_field;
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& /*ec*/) override {
    received_.request.body.reserve(static_cast<std::size_t>(std::min(length.value_or(0), kMostReservedBytes)));
  }

  std::size_t on_body_impl(string_view bytes, error_code& /*ec*/) override {
    received_.request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t /*size*/, string_view /*extensions*/, error_code& /*ec*/) override {}

  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view bytes, error_code& ec) override { return on_body_impl(bytes, ec); }

  void on_finish_impl(error_code& /*ec*/) override {}

  const RequestLimits& limits_;
  std::size_t most_body_bytes_;
  ReceivedRequest received_;
  bool expects_continue_ = false;
  bool has_strange_encoding_ = false;
  bool has_host_ = false;
  bool has_two_hosts_ = false;
  bool header_is_complete_ = false;
};

}  // namespace

class RequestReader::Impl {
 public:
  explicit Impl(RequestLimits limits) : limits_(std::move(limits)), parser_(std::in_place, limits_) {}

  State state() const { return state_; }

  bool AwaitsContinue() const { return state_ == State::kBody && parser_->expects_continue(); }

  const Request& Unfinished() const { return parser_->request(); }
  const Parser& parser() const { return *parser_; }
  std::string TakeBody() { return parser_->TakeBody(); }

  std::span<char> Space() {
    const std::size_t wanted = state_ == State::kBody ? kBodyRead : kHeaderRead;
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= std::exchange(begin_, 0);
    }
    if (buffer_.size() < end_ + wanted) {
      buffer_.resize(end_ + wanted);
    }
    return std::span(buffer_).subspan(end_, wanted);
  }

  State Received(std::size_t bytes) {
    end_ += bytes;
    return Parse();
  }

  void Abandon() {
    parser_.emplace(limits_);
    buffer_ = std::string();
    begin_ = end_ = 0;
    header_bytes_ = 0;
    state_ = State::kMalformed;
  }

  ReceivedRequest Take() {
    ReceivedRequest received = parser_->TakeReceived();
    parser_.emplace(limits_);
    header_bytes_ = 0;
    state_ = State::kEmpty;
    Parse();
    return received;
  }

 private:
  // A client may send a header (or a chunk's extensions, or trailers) byte by byte: they wait here until they are whole.
  std::size_t MostUnreadBytes() const { return limits_.header_bytes + kBodyRead; }

  State Parse() {
    if (!MayParse(*parser_, end_ - begin_)) {
      return state_;
    }
    error_code ec;
    const std::size_t read = parser_->put(boost::asio::const_buffer(buffer_.data() + begin_, end_ - begin_), ec);
    begin_ += read;
    header_bytes_ += read;
    if ((!ec || ec == bhttp::error::need_more) && !parser_->is_header_done() && header_bytes_ + end_ - begin_ > limits_.header_bytes) {
      ec = bhttp::error::header_limit;
    }
    if (ec == bhttp::error::need_more || (!ec && !parser_->is_done())) {
      state_ = parser_->is_header_done() ? State::kBody : State::kHeader;
      if (end_ - begin_ > MostUnreadBytes()) {
        state_ = state_ == State::kBody ? State::kMalformed : State::kHeaderTooLarge;
      }
    } else if (!ec) {
      state_ = State::kDone;
    } else if (ec == bhttp::error::header_limit) {
      state_ = State::kHeaderTooLarge;
    } else {
      state_ = ec == bhttp::error::body_limit ? State::kBodyTooLarge : State::kMalformed;
    }
    return state_;
  }

  const RequestLimits limits_;
  std::optional<Parser> parser_;
  State state_ = State::kEmpty;
  std::string buffer_;  // [begin_, end_) has come and is not read yet
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  // Read of the header, as long as it is not whole. Beast's own limit is for what it has not read yet: it would take a header without end
  // whose pieces end one letter after a line.
  std::size_t header_bytes_ = 0;
};

RequestReader::RequestReader(RequestLimits limits) : impl_(std::make_unique<Impl>(std::move(limits))) {}
RequestReader::~RequestReader() = default;
RequestReader::State RequestReader::state() const { return impl_->state(); }
bool RequestReader::AwaitsContinue() const { return impl_->AwaitsContinue(); }
const Request& RequestReader::Unfinished() const { return impl_->Unfinished(); }
std::size_t RequestReader::body_bytes() const { return impl_->parser().body_bytes(); }
std::size_t RequestReader::announced_body_bytes() const { return impl_->parser().announced_body_bytes(); }
std::size_t RequestReader::body_limit() const { return impl_->parser().most_body_bytes(); }
std::span<char> RequestReader::Space() { return impl_->Space(); }
RequestReader::State RequestReader::Received(std::size_t bytes) { return impl_->Received(bytes); }
std::string RequestReader::TakeBody() { return impl_->TakeBody(); }
void RequestReader::Abandon() { impl_->Abandon(); }
ReceivedRequest RequestReader::Take() { return impl_->Take(); }

}  // namespace rockpool::http::beast
