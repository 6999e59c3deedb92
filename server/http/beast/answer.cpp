#include "server/http/beast/answer.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>

namespace rockpool::http::beast {
namespace {

iovec Piece(std::string_view bytes) { return {const_cast<char*>(bytes.data()), bytes.size()}; }  // NOLINT(*-const-cast): it is only read

}  // namespace

bool Answer::SendNow(tcp::socket::native_handle_type socket) noexcept {
  std::array<iovec, 2> pieces{Piece(head()), Piece(body())};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = pieces.size();
  const ssize_t sent = sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  sent_ += sent > 0 ? static_cast<std::size_t>(sent) : 0;
  return sent_ == head_.size() + body_.size();
}

}  // namespace rockpool::http::beast
