// One I/O thread's world: its event loop and the connections that live on it.
#pragma once

#include <unordered_set>

#include "server/http/beast/asio.h"

namespace rockpool::http::beast {

class Session;

// All but the context is touched by the lane's own thread only.
struct Lane {
  std::unordered_set<Session*> sessions;
  bool draining = false;        // no connection is kept open after the answer that it waits for
  asio::io_context context{1};  // destroyed first: it may hold sessions still
  asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};  // the loop runs until it is reset
};

}  // namespace rockpool::http::beast
