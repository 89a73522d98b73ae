package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.guide.Guide;
import io.nightjar.tool.Json;
import tools.jackson.databind.node.ObjectNode;

/** The methods of resources, prompts and completion, which both eras have. */
final class GuideMethods {
  private final ResourceMethods resources;
  private final PromptMethods prompts;
  private final CompletionMethod completion;

  GuideMethods(Guide guide) {
    resources = new ResourceMethods(guide.resources());
    prompts = new PromptMethods(guide.prompts());
    completion = new CompletionMethod(guide);
  }

  /** The result, in the modern era with how long it may be kept. */
  ObjectNode result(Message.Request request, Caller caller, boolean modern)
      throws RpcProblem, InterruptedException {
    return switch (request.method()) {
      case "resources/list" -> resources.list(onlyPage(request), caller, modern);
      case "resources/templates/list" -> resources.templates(onlyPage(request), caller, modern);
      case "resources/read" -> resources.read(request, caller, modern);
      case "prompts/list" -> prompts.list(onlyPage(request), modern);
      case "prompts/get" -> prompts.get(request);
      case "completion/complete" -> completion.complete(request, caller);
      default -> throw RpcProblem.unknownMethod(request.method());
    };
  }

  /** An empty result for a list, all of which is on its first page. */
  private static ObjectNode onlyPage(Message.Request request) throws RpcProblem {
    if (request.params().hasNonNull("cursor")) {
      throw RpcProblem.invalidParams("params.cursor: this list has one page; leave cursor out");
    }
    return Json.object();
  }
}
