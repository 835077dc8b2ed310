package io.noetl.camel.tool.container;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The objects of one call. ConfigMap and Secret belong to the Job, and go when it goes. The pod
 * meets the restricted Pod Security Standard.
 */
record JobObjects(
    JobName name, ContainerSpec spec, String usualServiceAccount, String playbook, String step) {
  static final String CONTAINER = "main";
  private static final int READABLE = 0444;

  Job job() {
    return new JobBuilder()
        .withMetadata(metadata())
        .withNewSpec()
        .withBackoffLimit(spec.backoffLimit())
        .withActiveDeadlineSeconds(spec.deadlineSeconds())
        .withTtlSecondsAfterFinished(spec.ttlSeconds())
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(name.labels())
        .endMetadata()
        .withSpec(pod())
        .endTemplate()
        .endSpec()
        .build();
  }

  ConfigMap files(Job owner) {
    return new ConfigMapBuilder()
        .withMetadata(metadata(owner))
        .withImmutable(true)
        .withData(spec.files())
        .build();
  }

  Secret secrets(Job owner) {
    return new SecretBuilder()
        .withMetadata(metadata(owner))
        .withImmutable(true)
        .withType("Opaque")
        .withStringData(spec.secrets())
        .build();
  }

  private PodSpec pod() {
    PodSpecBuilder pod =
        new PodSpecBuilder()
            .withRestartPolicy("Never")
            .withServiceAccountName(
                spec.serviceAccount() == null ? usualServiceAccount : spec.serviceAccount())
            .withAutomountServiceAccountToken(spec.serviceAccount() != null)
            .withEnableServiceLinks(false)
            .withNodeSelector(spec.nodeSelector())
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(spec.user())
            .withFsGroup(spec.user())
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withContainers(container());
    if (!spec.files().isEmpty()) {
      pod.addNewVolume()
          .withName("files")
          .withNewConfigMap()
          .withName(name.text())
          .withDefaultMode(READABLE)
          .endConfigMap()
          .endVolume();
    }
    if (!spec.secrets().isEmpty()) {
      pod.addNewVolume()
          .withName("secrets")
          .withNewSecret()
          .withSecretName(name.text())
          .withDefaultMode(READABLE)
          .endSecret()
          .endVolume();
    }
    return pod.build();
  }

  private Container container() {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(CONTAINER)
            .withImage(spec.image())
            .withCommand(spec.command())
            .withArgs(spec.arguments())
            .withEnv(
                spec.env().entrySet().stream()
                    .map(e -> new EnvVar(e.getKey(), literal(e.getValue()), null))
                    .toList())
            .withNewResources()
            .withRequests(quantities(spec.requests()))
            .withLimits(quantities(spec.limits()))
            .endResources()
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withRunAsNonRoot(true)
            .withNewCapabilities()
            .addToDrop("ALL")
            .endCapabilities()
            .endSecurityContext();
    if (spec.resultFile() != null) {
      container.withTerminationMessagePath(spec.resultFile()).withTerminationMessagePolicy("File");
    }
    if (!spec.files().isEmpty()) {
      container.addToVolumeMounts(mount("files", ContainerSpec.FILES));
    }
    if (!spec.secrets().isEmpty()) {
      container.addToVolumeMounts(mount("secrets", ContainerSpec.SECRETS));
    }
    return container.build();
  }

  /** Kubernetes puts other variables where a value says {@code $(NAME)}. */
  private static String literal(String value) {
    return value.replace("$(", "$$(");
  }

  private static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  private static Map<String, Quantity> quantities(Map<String, String> amounts) {
    Map<String, Quantity> quantities = new LinkedHashMap<>();
    amounts.forEach((resource, amount) -> quantities.put(resource, new Quantity(amount)));
    return quantities;
  }

  private ObjectMeta metadata() {
    return new ObjectMetaBuilder()
        .withName(name.text())
        .withNamespace(spec.namespace())
        .withLabels(name.labels())
        .withAnnotations(Map.of("noetl.io/playbook", playbook, "noetl.io/step", step))
        .build();
  }

  private ObjectMeta metadata(Job owner) {
    OwnerReference reference =
        new OwnerReferenceBuilder()
            .withApiVersion("batch/v1")
            .withKind("Job")
            .withName(owner.getMetadata().getName())
            .withUid(owner.getMetadata().getUid())
            .build();
    return metadata().edit().withOwnerReferences(reference).build();
  }
}
