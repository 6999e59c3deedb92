#include "server/xml/document.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

namespace rockpool::xml {
namespace {

constexpr std::size_t kChunkBytes = 4 * 1024;
constexpr std::ptrdiff_t kMaxPendingBytes = 16 * 1024;
constexpr std::size_t kMaxDepth = 64;
constexpr int kMaxNamespacesInScope = 256;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::string_view View(const xmlChar* text) { return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text); }

std::string TakeText(xmlChar* text) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> owned(text, xmlFree);
  return std::string(View(text));
}

// libxml2 2.9 looks up every prefix in the list of all namespaces in force: 1 MiB of nested declarations and then of prefixed elements
// takes 9 s without a bound. Its own bound on depth is four times this one.
struct Bounds {
  bool refused = false;
  std::size_t elements = 0;
  std::size_t depth = 0;
  int namespaces = 0;
  std::array<int, kMaxDepth> declared{};  // by each open element
};

Bounds& BoundsOf(void* context) { return *static_cast<Bounds*>(static_cast<xmlParserCtxtPtr>(context)->_private); }

void Refuse(void* context) {
  BoundsOf(context).refused = true;
  xmlStopParser(static_cast<xmlParserCtxtPtr>(context));
}

void OnDocumentType(void* context, const xmlChar*, const xmlChar*, const xmlChar*) { Refuse(context); }

void OnStartElement(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int namespace_count,
                    const xmlChar** namespaces, int attribute_count, int defaulted_count, const xmlChar** attributes) {
  Bounds& bounds = BoundsOf(context);
  if (bounds.elements++ == kMaxElements || bounds.depth == kMaxDepth || bounds.namespaces + namespace_count > kMaxNamespacesInScope)
    return Refuse(context);
  bounds.declared[bounds.depth++] = namespace_count;
  bounds.namespaces += namespace_count;
  xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted_count, attributes);
}

void OnEndElement(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri) {
  Bounds& bounds = BoundsOf(context);
  if (bounds.depth > 0) bounds.namespaces -= bounds.declared[--bounds.depth];
  xmlSAX2EndElementNs(context, name, prefix, uri);
}

void SayNothing(void*, const char*, ...) {}

class Parser {
 public:
  Parser() {
    static const bool initialized = (xmlInitParser(), true);
    static_cast<void>(initialized);
    xmlSAXHandler handler{};
    xmlSAXVersion(&handler, 2);
    handler.internalSubset = &OnDocumentType;
    handler.startElementNs = &OnStartElement;
    handler.endElementNs = &OnEndElement;
    // Without it bytes that are none of the document's encoding end up on standard error. It holds for this thread alone.
    xmlSetGenericErrorFunc(nullptr, &SayNothing);
    context_.reset(xmlCreatePushParserCtxt(&handler, nullptr, nullptr, 0, nullptr));
    if (!context_) throw std::bad_alloc();
    context_->_private = &bounds_;
    xmlCtxtUseOptions(context_.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool Push(std::string_view chunk) {
    xmlParseChunk(context_.get(), chunk.data(), static_cast<int>(chunk.size()), 0);
    return IsGood() && PendingBytes() <= kMaxPendingBytes;
  }

  bool Finish() {
    xmlParseChunk(context_.get(), nullptr, 0, 1);
    return IsGood() && context_->myDoc != nullptr && xmlDocGetRootElement(context_->myDoc) != nullptr;
  }

  xmlDocPtr Release() { return std::exchange(context_->myDoc, nullptr); }

 private:
  struct Free {
    void operator()(xmlParserCtxtPtr context) const {
      xmlFreeDoc(context->myDoc);
      xmlFreeParserCtxt(context);
    }
  };

  bool IsGood() const { return context_->wellFormed != 0 && context_->nsWellFormed != 0 && !bounds_.refused; }

  // What libxml2 holds back until a tag, comment or CDATA section ends. It compares the attributes of one tag with each other: 1 MiB in one
  // tag takes 13 s.
  std::ptrdiff_t PendingBytes() const { return context_->input->end - context_->input->cur; }

  Bounds bounds_;
  std::unique_ptr<xmlParserCtxt, Free> context_;
};

}  // namespace

bool Element::Is(std::string_view name_space, std::string_view name) const {
  return View(node_->name) == name && node_->ns != nullptr && View(node_->ns->href) == name_space;
}

std::vector<Element> Element::Children(std::string_view name_space, std::string_view name) const {
  std::vector<Element> children;
  for (xmlNodePtr node = xmlFirstElementChild(node_); node != nullptr; node = xmlNextElementSibling(node)) {
    if (const Element child(node); child.Is(name_space, name)) children.push_back(child);
  }
  return children;
}

std::optional<std::string> Element::Attribute(const std::string& name) const {
  xmlChar* value = xmlGetNoNsProp(node_, reinterpret_cast<const xmlChar*>(name.c_str()));
  if (value == nullptr) return std::nullopt;
  return TakeText(value);
}

std::string Element::Text() const { return TakeText(xmlNodeGetContent(node_)); }

std::string Element::Xml() const {
  // A copy declares the namespaces that it has from above.
  const std::unique_ptr<xmlNode, decltype(&xmlFreeNode)> copy(xmlDocCopyNode(node_, node_->doc, 1), &xmlFreeNode);
  const std::unique_ptr<xmlBuffer, decltype(&xmlBufferFree)> text(xmlBufferCreate(), &xmlBufferFree);
  if (!copy || !text || xmlNodeDump(text.get(), node_->doc, copy.get(), 0, 0) < 0) throw std::bad_alloc();
  return std::string(View(xmlBufferContent(text.get())));
}

void Document::Free::operator()(_xmlDoc* document) const { xmlFreeDoc(document); }

std::optional<Document> Document::Parse(std::string_view text) {
  if (text.size() > kMaxBytes) return std::nullopt;
  Parser parser;
  for (; !text.empty(); text.remove_prefix(std::min(kChunkBytes, text.size()))) {
    if (!parser.Push(text.substr(0, kChunkBytes))) return std::nullopt;
  }
  if (!parser.Finish()) return std::nullopt;
  return Document(Tree(parser.Release()));
}

Element Document::Root() const { return Element(xmlDocGetRootElement(tree_.get())); }

std::string Escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const std::string_view rest = text.substr(at);
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (c == '\t' || c == '\n' || c == '\r') {  // as they are, an attribute would make spaces of them, and a text would lose CR
      escaped += c == '\t' ? "&#9;" : c == '\n' ? "&#10;" : "&#13;";
    } else if (c >= 0 && c < ' ') {
      escaped += kReplacement;
    } else if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {  // U+FFFE, U+FFFF
      escaped += kReplacement;
      at += 2;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace rockpool::xml
